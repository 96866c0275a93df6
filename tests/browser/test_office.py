"""管理 in the browser: Django's admin under our policy, which allows nothing inline."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from declarations.models import Cycle, Membership

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def keeper(person, bureau):
    return person("keeper", bureau, Membership.Role.ADMINISTRATOR)


@pytest.mark.parametrize("width", [390, 1440])
def test_an_administrator_opens_a_cycle_and_no_page_complains(sign_in, keeper, cycle, width):
    page = sign_in(keeper, viewport={"width": width, "height": 900})
    page.click(f'.site-nav a[href="{reverse("office")}"]')
    for model in ("user", "budgetunit", "membership"):
        page.goto(reverse(f"admin:declarations_{model}_changelist"))
        page.goto(reverse(f"admin:declarations_{model}_add"))
    page.goto(reverse("admin:declarations_user_change", args=[keeper.pk]))
    expect(page.locator(".inline-group .select2").first).to_be_visible()
    page.goto(reverse("admin:declarations_cycle_add"))
    page.fill("#id_year", "2022")
    page.select_option("#id_scheme", str(cycle.scheme_id))
    page.click(".field-opens_on .datetimeshortcuts a")
    page.fill("#id_closes_on", "2099-12-31")
    page.click("[name=_save]")
    page.wait_for_url(f"**{reverse('admin:declarations_cycle_changelist')}")
    assert Cycle.objects.filter(year=2022).exists()
