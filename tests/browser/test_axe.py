"""axe finds no serious fault on any page. A new page needs one line in PAGES."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse

from declarations.actions import create_declaration
from declarations.models import Membership
from tests.web.conftest import GOOD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Role = Membership.Role
FAULTS = {"serious", "critical"}
WIDTHS = (1440, 390)

#: Name of the address, its arguments ("form" is the form with errors), and who opens it.
PAGES = [
    ("login", (), None),
    ("home", (), Role.FILLER),
    ("list", (), Role.FILLER),
    ("new", (), Role.FILLER),
    ("import", (), Role.FILLER),
    ("last_year", (), Role.FILLER),
    ("from_budget", (), Role.FILLER),
    ("recycle_bin", (), Role.FILLER),
    ("rules", (), Role.FILLER),
    ("password", (), Role.FILLER),
    ("declaration", ("form",), Role.FILLER),
    ("edit", ("form", "basics"), Role.FILLER),
    ("edit", ("form", "funding"), Role.FILLER),
    ("edit", ("form", "goal"), Role.FILLER),
    ("edit", ("form", "indicators"), Role.FILLER),
    ("edit", ("form", "check"), Role.FILLER),
    ("edit", ("form", "submit"), Role.FILLER),
    ("read_items", ("form", "cost"), Role.FILLER),
    ("home", (), Role.FINANCE_REVIEWER),
    ("declaration", ("form",), Role.FINANCE_REVIEWER),
    ("desk", (), Role.FINANCE_REVIEWER),
    ("office", (), Role.ADMINISTRATOR),
    ("audit", (), Role.AUDITOR),
    ("new_cycle", (), Role.ADMINISTRATOR),
    ("thresholds", (2021,), Role.ADMINISTRATOR),
    ("budget_projects", (2021,), Role.ADMINISTRATOR),
    ("control_figures", (2021,), Role.ADMINISTRATOR),
    ("units", (), Role.ADMINISTRATOR),
    ("new_unit", (), Role.ADMINISTRATOR),
    ("people", (), Role.ADMINISTRATOR),
    ("new_person", (), Role.ADMINISTRATOR),
    ("schemes", (), Role.ADMINISTRATOR),
    ("rule_settings", (2021,), Role.ADMINISTRATOR),
    ("cycles", (), Role.ADMINISTRATOR),
    ("cycle", (2021,), Role.ADMINISTRATOR),
    ("edit_cycle", (2021,), Role.ADMINISTRATOR),
    ("new_cycle", (), Role.ADMINISTRATOR),
    ("thresholds", (2021,), Role.ADMINISTRATOR),
    ("budget_projects", (2021,), Role.ADMINISTRATOR),
    ("control_figures", (2021,), Role.ADMINISTRATOR),
    ("cycle_table_import", (2021, "projects"), Role.ADMINISTRATOR),
    ("units", (), Role.ADMINISTRATOR),
    ("new_unit", (), Role.ADMINISTRATOR),
    ("people", (), Role.ADMINISTRATOR),
    ("new_person", (), Role.ADMINISTRATOR),
    ("library", (), Role.ADMINISTRATOR),
    ("library_new", (), Role.ADMINISTRATOR),
]


@pytest.fixture
def form(bureau, cycle):
    """A form with errors, warnings and a cost table, and without any benefit."""
    rows = [
        replace(row, value="100%" if "满意度" in row.level2 else row.value)
        for row in GOOD.indicators
    ]
    content = replace(GOOD, goal="支付费用。", indicators=tuple(rows[:4] + rows[5:]))
    declaration = create_declaration(content, unit=bureau, cycle=cycle)
    cost = declaration.indicators.get(node__kind="cost")
    cost.items.create(label="培训费", unit_price=4000, price_unit="人", quantity=14)
    return declaration


@pytest.fixture
def address(form):
    places = {"form": form.pk, "cost": form.indicators.get(node__kind="cost").pk}
    return lambda name, arguments: reverse(name, args=[places.get(one, one) for one in arguments])


@pytest.fixture
def open_as(open_page, live_server, person, bureau):
    """A page of somebody with this role, signed in by a cookie."""

    def make(role, width):
        page = open_page(viewport={"width": width, "height": 900})
        if role:
            client = Client()
            client.force_login(person(str(role), bureau, role))
            session = client.cookies["sessionid"].value
            page.context.add_cookies(
                [{"name": "sessionid", "value": session, "url": live_server.url}]
            )
        return page

    return make


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("name", "arguments", "role"),
    PAGES,
    ids=lambda part: "-".join(map(str, part)) if isinstance(part, tuple) else str(part),
)
def test_axe_finds_no_serious_fault(open_as, address, name, arguments, role, width):
    page = open_as(role, width)
    url = address(name, arguments)
    assert page.goto(url).status == 200
    assert page.evaluate("location.pathname") == url
    found = Axe().run(page).response["violations"]
    assert not [
        (one["id"], [node["html"][:200] for node in one["nodes"]][:3])
        for one in found
        if one["impact"] in FAULTS
    ]
