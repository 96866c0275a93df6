"""Lists: leafing keeps the rest of the address, and whatever is sought is answered."""

import pytest
from django.urls import reverse

from declarations.models import Membership
from indicators import web

Role = Membership.Role


@pytest.fixture
def two_pages(monkeypatch, cycle):
    """The rest of the people stand on a second page."""
    monkeypatch.setattr("declarations.views.people.PAGE_SIZE", 1)


def test_leafing_keeps_the_filter(as_administrator, two_pages, filler):
    page = as_administrator.get("/office/people/?state=all&page=2&role=").content.decode()
    assert 'rel="prev" href="?state=all&amp;page=1&amp;role="' in page


def test_a_page_that_is_not_there_is_the_nearest_one(as_administrator, two_pages, filler):
    answer = as_administrator.get("/office/people/?page=99")
    assert answer.context["page"].number == 2
    assert as_administrator.get("/office/people/?page=x").context["page"].number == 1


def test_a_query_loses_one_name_and_keeps_the_rest(rf):
    request = rf.get("/", {"q": "培训 人", "page": "3"})
    assert web.query_without(request, "page") == "q=%E5%9F%B9%E8%AE%AD+%E4%BA%BA"
    assert web.query_without(rf.get("/"), "page") == ""


def test_a_file_is_saved_under_its_chinese_name():
    answer = web.send_file(b"x", "办理记录.xlsx", "text/plain")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("budget_projects", [2021]), ("control_figures", [2021]), ("from_budget", [])],
)
def test_what_is_sought_may_hold_a_nul(client, person, bureau, cycle, name, arguments):
    client.force_login(person("both", bureau, Role.FILLER))
    Membership.objects.create(
        user_id=client.session["_auth_user_id"], unit=bureau, role=Role.ADMINISTRATOR
    )
    answer = client.get(reverse(name, args=arguments), {"q": "培训\0"})
    assert (answer.status_code, answer.context["q"]) == (200, "培训")
