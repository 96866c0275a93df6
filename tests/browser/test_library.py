"""The library in the browser: a proposal that a filler made is corrected, accepted and offered."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from declarations.models import Membership
from indicators.library import propose
from indicators.models import LibraryIndicator

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def keeper(person, bureau):
    return person("keeper", bureau, Membership.Role.ADMINISTRATOR)


@pytest.mark.parametrize("width", [390, 1440])
def test_a_proposal_is_found_corrected_and_accepted(sign_in, keeper, bureau, width):
    proposed, _ = propose("quantity", "培训人数", "150人次", bureau.code, "填报人")
    page = sign_in(keeper, viewport={"width": width, "height": 900})
    page.click(f'.site-nav a[href="{reverse("library")}"]')
    page.click('.notice a[href="?state=proposed"]')
    page.click(f'tr[data-pk="{proposed.pk}"] a')
    page.click(f'a[href="{reverse("library_edit", args=[proposed.pk])}"]')
    page.fill("#id_name", "培训人次")
    page.select_option("#id_comparator", "≥")
    page.fill("#id_usual_value", "150")
    page.fill("#id_unit", "人次")
    page.fill("#id_unit_code", "")
    page.click("[name=accept]")
    expect(page.locator("h1 .state")).to_have_text(LibraryIndicator.State.ACCEPTED.label)
    offered = page.request.get(f"{reverse('library_suggestions')}?kind=quantity&q=培").text()
    assert 'data-name="培训人次" data-value="≥150人次"' in offered
    overflow = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    page.goto(reverse("library"))
    assert not page.evaluate(overflow)
