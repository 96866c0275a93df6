"""A filler gives weights under a scheme that has them, in a real Chromium."""

import pytest

from declarations.actions import create_declaration
from declarations.checks.messages import TEXTS
from declarations.models import Cycle, Declaration
from indicators.models import Scheme
from indicators.tree import shipped
from tests.schemes import clean

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NATIONAL = shipped()["national-2021"]


@pytest.fixture
def declaration(bureau):
    cycle = Cycle.objects.create(
        year=2021,
        scheme=Scheme.objects.keep(NATIONAL),
        opens_on="2020-10-01",
        closes_on="2020-12-31",
    )
    return create_declaration(clean(NATIONAL), unit=bureau, cycle=cycle)


def test_a_weight_is_typed_told_to_miss_the_total_and_stands_on_the_paper(
    sign_in,
    filler,
    declaration,
):
    page = sign_in(filler)
    page.goto(f"/declarations/{declaration.pk}/edit/indicators/")
    page.locator("details.node-help summary").first.click()
    good = page.get_by_text(NATIONAL.of_kind("cost").good)
    good.wait_for()
    row = declaration.indicators.get(name="培训期数")
    title = TEXTS["STR-WEIGHT-SUM"].title
    told = page.locator(".step-side").get_by_role("heading", name=title)
    weight = page.locator(f"#row-{row.pk}-weight")
    assert told.count() == 0
    weight.fill("12.5")
    weight.blur()
    told.wait_for()
    weight.fill("10")
    weight.blur()
    told.wait_for(state="detached")
    page.goto(f"/declarations/{declaration.pk}/")
    rows = Declaration.objects.with_rows().get(pk=declaration.pk).content().indicators
    place = [one.name for one in rows].index("培训期数")
    assert page.locator(f"#cell-indicators-{place}-weight").inner_text() == "10"
