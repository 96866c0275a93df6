"""How often a save asks the database: people save hundreds of times a day."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from declarations import wizard
from declarations.actions import create_declaration
from declarations.drafting.attaching import Upload, attach
from declarations.drafting.last_year import carry_over
from declarations.models import Cycle

from .conftest import GOOD

#: Beside the beginning and the end of the transaction.
MOST = 12


def asked(queries):
    bounds = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return [one["sql"] for one in queries if not one["sql"].startswith(bounds)]


@pytest.fixture
def saves(declaration, row_of):
    row = row_of(declaration, "培训费")
    item = row.items.create(label="培训费")
    return {
        "row": (
            reverse("row", args=[declaration.pk, row.pk]),
            {"name": "培训费", "value": "6万元", "step": "funding"},
        ),
        "item": (
            reverse("item", args=[declaration.pk, item.pk]),
            {"label": "培训费", "unit_price": "400", "step": "funding"},
        ),
        "step": (reverse("edit", args=[declaration.pk, "goal"]), {"annual_goal": "另一个目标"}),
    }


@pytest.mark.parametrize("which", ["row", "item", "step"])
def test_a_save_asks_the_database_a_fixed_number_of_times_at_most(htmx, saves, which):
    with CaptureQueriesContext(connection) as queries:
        assert htmx(*saves[which]).status_code == 200
    assert len(asked(queries.captured_queries)) <= MOST


#: A form with an error, warnings and something to mend with one click.
FLAWED = replace(
    GOOD,
    goal=f"{GOOD.goal} ",
    indicators=tuple(replace(row, value="大约若干") for row in GOOD.indicators),
)
PAGES = {
    **{step.key: lambda pk, key=step.key: reverse("edit", args=[pk, key]) for step in wizard.STEPS},
    "paper": lambda pk: reverse("declaration", args=[pk]),
}


@pytest.fixture
def next_year(cycle):
    return Cycle.objects.create(
        year=2022, scheme=cycle.scheme, opens_on="2021-10-01", closes_on="2021-12-31"
    )


@pytest.fixture
def carried(bureau, cycle, next_year, filler, fresh):
    """A form with findings, taken over from last year's, with an answer and a file."""
    (made,) = carry_over(
        [create_declaration(FLAWED, unit=bureau, cycle=cycle)], cycle=next_year, by=filler
    )
    declaration = made.declaration
    declaration.justifications.create(code="NAM-GENERIC", text="按上级文件执行", by=filler)
    attach(declaration, Upload("合同.pdf", "application/pdf", b"%PDF-1.7"), kind="plan", by=filler)
    return fresh(declaration)


@pytest.mark.parametrize("which", PAGES)
def test_a_page_of_a_form_asks_no_more_when_there_are_more_declarations(
    as_filler, carried, bureau, school, cycle, next_year, which
):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            page = as_filler.get(PAGES[which](carried.pk))
        assert page.status_code == 200
        return len(asked(captured.captured_queries))

    def more():
        for unit in (bureau, school):
            for year in (cycle, next_year):
                create_declaration(FLAWED, unit=unit, cycle=year)

    more()
    few = queries()
    for _ in range(4):
        more()
    assert queries() == few


def test_offers_ask_no_more_when_there_are_more_declarations(as_filler, declaration, bureau, cycle):
    row = declaration.rows()[0]
    earlier = Cycle.objects.create(
        year=2020, scheme=cycle.scheme, opens_on="2019-10-01", closes_on="2019-12-31"
    )

    def queries():
        with CaptureQueriesContext(connection) as captured:
            as_filler.get(reverse("offers", args=[declaration.pk, row.pk]), {"q": "培训"})
        return len(asked(captured.captured_queries))

    create_declaration(GOOD, unit=bureau, cycle=earlier)
    few = queries()
    for _ in range(5):
        create_declaration(GOOD, unit=bureau, cycle=earlier)
    assert queries() == few
