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
    page.goto(reverse("admin:declarations_user_change", args=[keeper.pk]))
    expect(page.locator(".inline-group").first).to_be_visible()
    page.goto(reverse("new_cycle"))
    page.fill("#id_opens_on", "2021-10-01")
    page.fill("#id_closes_on", "2099-12-31")
    page.click("main button[type=submit]")
    page.wait_for_url(f"**{reverse('cycle', args=[2022])}")
    page.click(f'form[action="{reverse("open_cycle", args=[2022])}"] button')
    page.wait_for_load_state()
    assert Cycle.objects.get(year=2022).is_open
