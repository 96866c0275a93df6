"""What administrators do is on record: each deed once, with who, on whom and from which machine."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from openpyxl import load_workbook

from declarations.life.stages import set_default_stages
from declarations.models import (
    BudgetProject,
    BudgetUnit,
    ControlFigure,
    Cycle,
    Event,
    Extension,
    Membership,
    OfficeEvent,
    SheetUpload,
    User,
)
from declarations.office.record import Deed, name_of
from declarations.review.event_log import COLUMNS, OFFICE_COLUMNS, OFFICE_TITLE
from declarations.tables import TABLES
from declarations.tables.table import Import
from declarations.views import audit
from indicators.excel_rows import write_sheet
from indicators.models import LibraryIndicator
from indicators.scheme_deeds import copy, publish
from indicators.scheme_files import WRITERS

from .conftest import Role
from .test_url_roles import ROUTES, ROWS

MACHINE = "192.0.2.7"


@pytest.fixture
def keeper(as_administrator):
    return User.objects.get(username="keeper")


@pytest.fixture
def office(keeper, cycle, bureau, school, filler, stranger):
    """Something of each kind that an administrator keeps."""
    set_default_stages(cycle)
    draft = copy(cycle.scheme)
    budget = {"cycle": cycle, "unit": bureau, "amount": 6}
    return {
        "cycle": cycle,
        "unit": BudgetUnit.objects.create(code="103", name="青山县水利局"),
        "used_unit": school,
        "filler": filler,
        "post": filler.memberships.get(),
        "newcomer": User.objects.create(username="newcomer"),
        "stage": cycle.stages.first(),
        "extension": Extension.objects.create(
            cycle=cycle, unit=school, closes_on="2021-01-20", reason="停电", given_by=keeper
        ),
        "project": BudgetProject.objects.create(code="1", name="培训", **budget),
        "figure": ControlFigure.objects.create(**budget),
        "draft": draft,
        "scheme": cycle.scheme,
        "entry": LibraryIndicator.objects.create(kind="quantity", name="培训人数", unit="人"),
        "proposed": LibraryIndicator.objects.create(
            kind="quantity", name="印发材料份数", unit="份", state="proposed"
        ),
    }


def people_file(keeper):
    row = {
        "username": "lisi",
        "full_name": "李四",
        "unit": "101",
        "unit_name": "",
        "role": Role.ADMINISTRATOR,
        "desk": "",
        "email": "",
    }
    data = write_sheet(TABLES["people"].importer(Import()), [row])
    return SheetUpload.objects.create(user=keeper, kind="people", name="新人.xlsx", data=data)


def published(office):
    publish(office["draft"])
    return office["draft"]


def file_of(scheme):
    data = WRITERS["json"](scheme.whole_tree())
    file = io.BytesIO(data)
    file.name = "体系.json"
    return file


CYCLE = {
    "year": 2022,
    "opens_on": "2021-10-01",
    "closes_on": "2021-12-31",
    "announcement": "",
    "like": "",
}
UNIT = {"code": "104", "name": "青山县林业局", "superior": ""}
PERSON = {"username": "zhangsan", "full_name": "张三", "email": ""}
POST = {"unit": "101", "role": Role.AUDITOR, "desk": ""}
STAGE = {"name": "预算股", "role": Role.FINANCE_REVIEWER, "desk": ""}
ENTRY = {"kind": "quantity", "name": "慰问户数", "comparator": "≥", "usual_value": "10"}


def form(prefix, data):
    return {f"{prefix}-{name}": value for name, value in data.items()}


#: Each deed: the name of its address, what its arguments are, what is posted.
DEEDS = {
    Deed.PERSON_MADE: ("new_person", lambda o: [], lambda o: PERSON | POST),
    Deed.PERSON_CHANGED: ("person", lambda o: [o["filler"].pk], lambda o: PERSON),
    Deed.PERSON_DELETED: ("delete_person", lambda o: [o["newcomer"].pk], lambda o: {}),
    Deed.POST_GIVEN: ("add_post", lambda o: [o["filler"].pk], lambda o: POST),
    Deed.POST_TAKEN: ("remove_post", lambda o: [o["filler"].pk, o["post"].pk], lambda o: {}),
    Deed.PASSWORD_RESET: ("reset_password", lambda o: [o["filler"].pk], lambda o: {}),
    Deed.PERSON_OFF: ("set_person_active", lambda o: [o["filler"].pk], lambda o: {"active": "0"}),
    Deed.PERSON_ON: ("set_person_active", lambda o: [o["filler"].pk], lambda o: {"active": "1"}),
    Deed.HANDED_OVER: ("hand_over", lambda o: [o["filler"].pk], lambda o: {"taker": "stranger"}),
    Deed.UNIT_MADE: ("new_unit", lambda o: [], lambda o: UNIT),
    Deed.UNIT_CHANGED: ("unit", lambda o: [o["unit"].pk], lambda o: UNIT),
    Deed.UNIT_DELETED: ("delete_unit", lambda o: [o["unit"].pk], lambda o: {}),
    Deed.UNIT_OFF: ("set_unit_active", lambda o: [o["unit"].pk], lambda o: {"active": "0"}),
    Deed.UNIT_ON: ("set_unit_active", lambda o: [o["unit"].pk], lambda o: {"active": "1"}),
    Deed.CYCLE_MADE: ("new_cycle", lambda o: [], lambda o: CYCLE | {"scheme": o["scheme"].pk}),
    Deed.CYCLE_CHANGED: ("edit_cycle", lambda o: [2021], lambda o: _cycle(o, "2021-03-01")),
    Deed.CYCLE_OPENED: ("open_cycle", lambda o: [2021], lambda o: _late(o)),
    Deed.CYCLE_CLOSED: ("close_cycle", lambda o: [2021], lambda o: {}),
    Deed.EXTENDED: (
        "extend",
        lambda o: [2021],
        lambda o: {"unit": "101", "closes_on": "2021-02-01", "reason": "系统升级"},
    ),
    Deed.EXTENSION_TAKEN: (
        "withdraw_extension",
        lambda o: [2021, o["extension"].pk],
        lambda o: {},
    ),
    Deed.STAGE_MADE: ("add_stage", lambda o: [2021], lambda o: form("new", STAGE)),
    Deed.STAGE_CHANGED: (
        "stage",
        lambda o: [2021, o["stage"].pk],
        lambda o: form(o["stage"].pk, STAGE),
    ),
    Deed.STAGE_MOVED: ("stage", lambda o: [2021, o["stage"].pk], lambda o: {"deed": "down"}),
    Deed.STAGE_DELETED: ("stage", lambda o: [2021, o["stage"].pk], lambda o: {"deed": "delete"}),
    Deed.THRESHOLDS: ("thresholds", lambda o: [2021], lambda o: {"most_rows": "20"}),
    Deed.RULE_LEVELS: ("rule_settings", lambda o: [2021], lambda o: {"GOAL-SHORT": "info"}),
    Deed.PROJECT_DELETED: (
        "delete_budget_project",
        lambda o: [2021, o["project"].pk],
        lambda o: {},
    ),
    Deed.FIGURE_DELETED: ("delete_figure", lambda o: [2021, o["figure"].pk], lambda o: {}),
    Deed.IMPORTED: (
        "table_confirm",
        lambda o: [people_file(User.objects.get(username="keeper")).pk],
        lambda o: {},
    ),
    Deed.SCHEME_COPIED: ("scheme_act", lambda o: [o["scheme"].pk, "copy"], lambda o: {}),
    Deed.SCHEME_VERSION: ("scheme_act", lambda o: [o["scheme"].pk, "version"], lambda o: {}),
    Deed.SCHEME_IMPORTED: (
        "scheme_import",
        lambda o: [],
        lambda o: {"file": file_of(o["scheme"]), "code": "imported"},
    ),
    Deed.SCHEME_PUBLISHED: ("scheme_act", lambda o: [o["draft"].pk, "publish"], lambda o: {}),
    Deed.SCHEME_WITHDRAWN: ("scheme_act", lambda o: [published(o).pk, "withdraw"], lambda o: {}),
    Deed.SCHEME_RETIRED: ("scheme_act", lambda o: [published(o).pk, "retire"], lambda o: {}),
    Deed.SCHEME_DISCARDED: ("scheme_act", lambda o: [o["draft"].pk, "discard"], lambda o: {}),
    Deed.CROSSWALK: (
        "crosswalk",
        lambda o: [o["scheme"].pk, o["draft"].pk],
        lambda o: {f"node-{o['scheme'].nodes()[0].pk}": "none"},
    ),
    Deed.ENTRY_MADE: ("library_new", lambda o: [], lambda o: ENTRY),
    Deed.ENTRY_CHANGED: ("library_edit", lambda o: [o["entry"].pk], lambda o: ENTRY),
    Deed.ENTRY_ACCEPTED: (
        "library_decide",
        lambda o: [o["proposed"].pk, "accept"],
        lambda o: {},
    ),
    Deed.ENTRY_REJECTED: (
        "library_decide",
        lambda o: [o["proposed"].pk, "reject"],
        lambda o: {"reason": "已有"},
    ),
    Deed.ENTRY_RETIRED: ("library_decide", lambda o: [o["entry"].pk, "retire"], lambda o: {}),
    Deed.ENTRY_RESTORED: ("library_decide", lambda o: [_retired(o).pk, "restore"], lambda o: {}),
    Deed.ENTRY_MERGED: (
        "library_merge",
        lambda o: [o["proposed"].pk],
        lambda o: {"into": o["entry"].pk},
    ),
}


def _cycle(office, closes_on):
    cycle = office["cycle"]
    return CYCLE | {
        "year": cycle.year,
        "scheme": cycle.scheme_id,
        "opens_on": cycle.opens_on,
        "closes_on": closes_on,
    }


def _late(office):
    Cycle.objects.update(closes_on=localdate())
    return {}


def _retired(office):
    LibraryIndicator.objects.filter(pk=office["entry"].pk).update(state="retired")
    return office["entry"]


def carry_out(client, deed, office):
    name, arguments, data = DEEDS[deed]
    url = reverse(name, args=arguments(office))
    return client.post(url, data(office), REMOTE_ADDR=MACHINE)


@pytest.mark.parametrize("deed", Deed)
def test_each_deed_leaves_one_line(as_administrator, keeper, office, deed):
    response = carry_out(as_administrator, deed, office)
    assert response.status_code in {200, 302}
    (line,) = OfficeEvent.objects.all()
    assert (line.deed, line.by, line.address) == (deed, keeper, MACHINE)
    assert line.subject
    assert (timezone.now() - line.at).total_seconds() < 60


#: Addresses that only administrators may post to, and that do nothing to be written down: files
#: that are only looked at, and the tree of a draft nobody uses yet.
UNWRITTEN = {
    *("table_import", "cycle_table_import", "table_discard"),
    *("scheme_head", "scheme_add_branch", "scheme_branch", "scheme_node"),
}


def test_no_address_of_administrators_is_forgotten():
    """An address that administrators may post to, and reviewers may not, does a deed."""
    own = {
        name
        for name in ROUTES
        if not name.startswith("admin:")
        and ROWS[name, "POST"]["administrator"] not in {"403", "404", "405"}
        and ROWS[name, "POST"]["finance_reviewer"] == "403"
    }
    assert own - UNWRITTEN == {name for name, *_ in DEEDS.values()}


def test_a_deed_that_was_refused_is_not_on_record(as_administrator, keeper, office):
    for name, args, data in (
        ("set_person_active", [keeper.pk], {"active": "0"}),
        ("delete_unit", [office["used_unit"].pk], {}),
        ("new_unit", [], {"code": "", "name": ""}),
        ("scheme_act", [office["scheme"].pk, "discard"], {}),
    ):
        as_administrator.post(reverse(name, args=args), data)
    assert not OfficeEvent.objects.exists()


def test_saving_what_is_there_already_is_no_deed(as_administrator, cycle, bureau):
    page = reverse("unit", args=[bureau.pk])
    as_administrator.post(page, {"code": bureau.code, "name": bureau.name, "superior": "1"})
    assert not OfficeEvent.objects.exists()


def test_a_change_is_told_with_what_was_before(as_administrator, office):
    carry_out(as_administrator, Deed.CYCLE_CHANGED, office)
    (line,) = OfficeEvent.objects.all()
    assert "2020-12-31" in line.detail
    assert "2021-03-01" in line.detail
    assert str(office["scheme"]) not in line.detail


def test_an_import_tells_of_each_post_it_gave(as_administrator, office):
    carry_out(as_administrator, Deed.IMPORTED, office)
    (line,) = OfficeEvent.objects.all()
    assert "李四（lisi）" in line.detail
    assert Membership.Role.ADMINISTRATOR.label in line.detail


def test_a_deed_that_fails_half_way_leaves_neither_deed_nor_line(
    as_administrator, office, monkeypatch
):
    monkeypatch.setattr("declarations.views.people.note", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        carry_out(as_administrator, Deed.POST_TAKEN, office)
    assert Membership.objects.filter(pk=office["post"].pk).exists()


def test_who_administered_is_not_deleted(as_administrator, person, office, bureau):
    other = person("other", bureau, Role.ADMINISTRATOR)
    as_administrator.force_login(other)
    carry_out(as_administrator, Deed.UNIT_MADE, office)
    as_administrator.force_login(User.objects.get(username="keeper"))
    as_administrator.post(reverse("delete_person", args=[other.pk]))
    assert User.objects.filter(pk=other.pk).exists()


# The page


@pytest.fixture
def auditor(as_administrator, office, person, bureau):
    """The auditor, after some deeds of the administrator."""
    for deed in (Deed.UNIT_MADE, Deed.POST_GIVEN, Deed.CYCLE_CLOSED):
        carry_out(as_administrator, deed, office)
    as_administrator.force_login(person("watcher", bureau, Role.AUDITOR))
    return as_administrator


def found(client, **query):
    return [one.deed for one in client.get(reverse("audit"), query).context["page"]]


def test_the_auditor_sees_the_record_the_latest_first_and_narrows_it(auditor, office):
    assert found(auditor) == [Deed.CYCLE_CLOSED, Deed.POST_GIVEN, Deed.UNIT_MADE]
    assert found(auditor, topic="unit") == [Deed.UNIT_MADE]
    assert found(auditor, q=name_of(office["filler"])) == [Deed.POST_GIVEN]
    assert found(auditor, q="keeper 林业局") == [Deed.UNIT_MADE]
    assert found(auditor, since="2999-01-01") == []
    assert len(found(auditor, until=localdate().isoformat(), topic="x")) == 3


def test_the_record_comes_page_by_page(auditor, keeper):
    OfficeEvent.objects.bulk_create(
        OfficeEvent(deed=Deed.UNIT_ON, subject=str(number), by=keeper) for number in range(60)
    )
    page = auditor.get(reverse("audit"), {"page": 2}).context["page"]
    assert (page.paginator.count, len(page)) == (63, 13)


def rows_of(response, sheet=OFFICE_TITLE):
    return list(load_workbook(io.BytesIO(response.content))[sheet].values)


def test_the_auditor_takes_the_record_with_him_as_excel(auditor):
    rows = rows_of(auditor.get(reverse("audit_export"), {"topic": "person"}))
    assert list(rows[0]) == [label for label, _ in OFFICE_COLUMNS]
    assert [row[1] for row in rows[1:]] == [Deed.POST_GIVEN.label]
    assert rows[1][5] == MACHINE


def test_more_lines_than_a_request_should_take_are_to_be_narrowed(auditor, monkeypatch):
    monkeypatch.setattr(audit, "MOST_EVENTS", 2)
    page = auditor.get(reverse("audit_export"), {"q": "e"}, follow=True)
    assert page.redirect_chain == [(f"{reverse('audit')}?q=e", 302)]
    assert len(rows_of(auditor.get(reverse("audit_export"), {"topic": "unit"}))) == 2


def test_the_record_of_declarations_has_a_second_sheet_for_those_who_may_see_it(
    auditor, declaration, person, bureau
):
    response = auditor.get(reverse("log"))
    assert len(rows_of(response)) == 4
    auditor.force_login(person("reviewer", bureau, Role.FINANCE_REVIEWER))
    book = load_workbook(io.BytesIO(auditor.get(reverse("log")).content))
    assert book.sheetnames == [book.active.title]
    assert len(next(book.active.values)) == len(COLUMNS)


# What is done to declarations has an address as well


def test_what_is_done_outside_the_workflow_has_an_address(
    client, filler, declaration, as_administrator, stranger
):
    client.force_login(filler)
    for name in ("delete", "restore"):
        client.post(reverse(name, args=[declaration.pk]), REMOTE_ADDR=MACHINE)
    client.force_login(User.objects.get(username="keeper"))
    as_administrator.post(
        reverse("hand_over", args=[filler.pk]), {"taker": "stranger"}, REMOTE_ADDR=MACHINE
    )
    events = Event.objects.filter(action__in=["delete", "restore", "hand_over"])
    assert sorted(events.values_list("action", "address")) == [
        ("delete", MACHINE),
        ("hand_over", MACHINE),
        ("restore", MACHINE),
    ]
