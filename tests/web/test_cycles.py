"""An administrator keeps the cycles: makes, opens, closes and extends them, orders their stages."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from declarations.actions import create_declaration
from declarations.checks import THRESHOLDS
from declarations.examining.checking import thresholds_of
from declarations.forms import office_messages as messages
from declarations.models import Cycle, Declaration, Extension, RuleSetting, Stage
from declarations.office import cycles

from .conftest import GOOD, Role

ROLE = Role.FINANCE_REVIEWER


@pytest.fixture
def stages(cycle):
    cycle.stages.all().delete()
    return [
        Stage.objects.create(cycle=cycle, position=place, name=name, role=ROLE, desk=name)
        for place, name in enumerate(("业务股", "绩效股", "预算股"), start=1)
    ]


def names(cycle):
    return [stage.name for stage in cycle.stages.order_by("position")]


def typed(cycle, **changes):
    fields = {
        "year": cycle.year + 1,
        "scheme": cycle.scheme_id,
        "opens_on": "2021-10-01",
        "closes_on": localdate() + timedelta(days=30),
        "announcement": "请在11月30日前送审。联系人：李科长",
        "like": cycle.pk,
    }
    return fields | changes


def test_next_years_cycle_has_what_last_years_had(as_administrator, cycle, stages):
    RuleSetting.objects.create(cycle=cycle, code="GOAL-SHORT", level="info")
    Cycle.objects.filter(pk=cycle.pk).update(thresholds={"most_rows": "20"})
    offered = as_administrator.get(reverse("new_cycle")).context["form"]
    assert (offered["like"].initial, offered["year"].initial) == (cycle, 2022)
    response = as_administrator.post(reverse("new_cycle"), typed(cycle))
    assert response["Location"] == reverse("cycle", args=[2022])
    made = Cycle.objects.get(year=2022)
    assert (made.status, made.scheme) == (Cycle.Status.PREPARING, cycle.scheme)
    assert names(made) == names(cycle)
    assert [one.desk for one in made.stages.all()] == ["业务股", "绩效股", "预算股"]
    assert [(one.code, one.level) for one in made.rule_settings.all()] == [("GOAL-SHORT", "info")]
    assert made.thresholds == {"most_rows": "20"}


def test_a_year_has_one_cycle_and_a_cycle_ends_after_it_begins(as_administrator, cycle):
    for wrong in ({"year": cycle.year}, {"closes_on": "2021-09-30"}):
        response = as_administrator.post(reverse("new_cycle"), typed(cycle, **wrong))
        assert response.context["form"].errors
    assert Cycle.objects.count() == 1


def test_year_and_scheme_are_fixed_once_forms_stand_on_them(as_administrator, cycle, declaration):
    url = reverse("edit_cycle", args=[cycle.year])
    response = as_administrator.post(url, typed(cycle))
    expected = messages.CYCLE_IN_USE % {"label": "预算年度", "count": 1}
    assert response.context["form"].errors["year"] == [expected]
    response = as_administrator.post(url, typed(cycle, year=cycle.year, closes_on="2022-02-28"))
    assert response["Location"] == reverse("cycle", args=[cycle.year])
    cycle.refresh_from_db()
    assert cycle.closes_on == date(2022, 2, 28)


def set_status(client, cycle, deed):
    client.post(reverse(f"{deed}_cycle", args=[cycle.year]))
    cycle.refresh_from_db()
    return cycle.status


def test_a_cycle_is_closed_and_opened_again(as_administrator, cycle, stages):
    cycle.closes_on = localdate()
    cycle.save()
    assert set_status(as_administrator, cycle, "close") == Cycle.Status.CLOSED
    assert set_status(as_administrator, cycle, "open") == Cycle.Status.OPEN


@pytest.mark.parametrize("missing", ["stages", "days"])
def test_a_cycle_without_stages_or_days_left_is_not_opened(
    as_administrator, cycle, stages, missing
):
    cycle.status = Cycle.Status.PREPARING
    cycle.closes_on = localdate() - timedelta(days=missing == "days")
    cycle.save()
    if missing == "stages":
        cycle.stages.all().delete()
    assert set_status(as_administrator, cycle, "open") == Cycle.Status.PREPARING


def test_the_fillers_read_the_announcement_while_the_cycle_is_open(client, filler, cycle):
    cycle.announcement = "联系人：李科长\n电话：0812-1234567"
    cycle.save()
    client.force_login(filler)
    assert "电话：0812-1234567" in client.get(reverse("home")).content.decode()
    set_closed = Cycle.objects.filter(pk=cycle.pk)
    set_closed.update(status=Cycle.Status.CLOSED)
    assert "电话：0812-1234567" not in client.get(reverse("home")).content.decode()


def change_stage(client, stage, **data):
    return client.post(reverse("stage", args=[stage.cycle.year, stage.pk]), data)


def test_stages_are_added_renamed_and_moved(as_administrator, cycle, stages):
    added = {"new-name": "分管领导", "new-role": ROLE, "new-desk": ""}
    as_administrator.post(reverse("add_stage", args=[cycle.year]), added)
    assert names(cycle) == ["业务股", "绩效股", "预算股", "分管领导"]
    change_stage(as_administrator, stages[1], deed="up")
    assert names(cycle) == ["绩效股", "业务股", "预算股", "分管领导"]
    change_stage(as_administrator, stages[1], deed="up")
    change_stage(as_administrator, stages[1], deed="down")
    assert names(cycle) == ["业务股", "绩效股", "预算股", "分管领导"]
    own = stages[0]
    renamed = {f"{own.pk}-name": "社保股", f"{own.pk}-role": ROLE, f"{own.pk}-desk": "社保股"}
    change_stage(as_administrator, own, deed="save", **renamed)
    assert names(cycle)[0] == "社保股"


def save_stage(client, stage, **changes):
    values = {"name": stage.name, "role": stage.role, "desk": stage.desk} | changes
    return change_stage(client, stage, **{f"{stage.pk}-{name}": values[name] for name in values})


@pytest.fixture
def in_stage(cycle, stages, bureau):
    """A form that is judged in the first stage."""
    form = create_declaration(GOOD, unit=bureau, cycle=cycle)
    Declaration.objects.filter(pk=form.pk).update(stage=stages[0], state="in_review", round=2)
    return Declaration.objects.get(pk=form.pk)


def test_sheet_and_remarks_of_a_form_under_review_follow_the_new_name_of_its_stage(
    as_administrator, stages, in_stage, filler
):
    for number in (1, 2):
        common = {"round": number, "stage": stages[0].name, "by": filler}
        in_stage.assessments.create(item="clear", proposed="good", grade="good", **common)
        in_stage.remarks.create(where="goal", text="请补充", **common)
    save_stage(as_administrator, stages[0], name="社保股")
    for rows in (in_stage.assessments, in_stage.remarks):
        assert list(rows.order_by("round").values_list("stage", flat=True)) == ["业务股", "社保股"]


def test_the_role_of_a_stage_is_fixed_while_a_form_is_judged_in_it(
    as_administrator, stages, in_stage
):
    other = Role.DEPARTMENT_REVIEWER
    response = save_stage(as_administrator, stages[0], role=other)
    (form,) = [one for one in response.context["stages"] if one.errors]
    assert form.errors["role"] == [cycles.ROLE_BUSY.format(stage=stages[0], count=1)]
    Declaration.objects.update(state="approved")
    assert save_stage(as_administrator, stages[0], role=other).status_code == 302


def test_the_desk_of_a_stage_leaves_nobody_with_a_form_he_cannot_judge(
    as_administrator, stages, in_stage, person, bureau
):
    reviewer = person("reviewer", bureau, ROLE)
    reviewer.memberships.update(desk="业务股")
    save_stage(as_administrator, stages[0], desk="社保股")
    assert Stage.objects.get(pk=stages[0].pk).desk == "社保股"
    Declaration.objects.update(assigned_to=reviewer)
    response = save_stage(as_administrator, stages[0], desk="农业股")
    (form,) = [one for one in response.context["stages"] if one.errors]
    expected = cycles.DESK_HELD.format(stage=stages[0], people=reviewer, desk="农业股")
    assert form.errors["desk"] == [expected]
    reviewer.memberships.update(desk="")
    assert save_stage(as_administrator, stages[0], desk="农业股").status_code == 302


def test_a_stage_in_which_a_form_is_judged_does_not_change_places(
    as_administrator, cycle, stages, bureau
):
    """Behind the last stage, the form in the middle one would miss it."""
    form = create_declaration(GOOD, unit=bureau, cycle=cycle)
    Declaration.objects.filter(pk=form.pk).update(stage=stages[1], state="in_review")
    change_stage(as_administrator, stages[2], deed="up")
    assert names(cycle) == ["业务股", "绩效股", "预算股"]
    Declaration.objects.filter(pk=form.pk).update(stage=stages[0])
    change_stage(as_administrator, stages[2], deed="up")
    assert names(cycle) == ["业务股", "预算股", "绩效股"]


def test_a_stage_of_the_same_name_is_refused_with_what_was_typed(as_administrator, cycle, stages):
    added = {"new-name": "绩效股", "new-role": ROLE, "new-desk": "另一股"}
    response = as_administrator.post(reverse("add_stage", args=[cycle.year]), added)
    assert response.context["new_stage"].errors
    assert "另一股" in response.content.decode()
    own = stages[0]
    renamed = {f"{own.pk}-name": "绩效股", f"{own.pk}-role": ROLE, f"{own.pk}-desk": "新股"}
    response = change_stage(as_administrator, own, deed="save", **renamed)
    assert "新股" in response.content.decode()
    assert names(cycle) == ["业务股", "绩效股", "预算股"]


def test_an_open_cycle_keeps_its_last_stage(as_administrator, cycle, stages):
    for stage in stages:
        change_stage(as_administrator, stage, deed="delete")
    assert names(cycle) == ["预算股"]
    assert cycles.may_remove_stage(stages[2]).reason == cycles.LAST_STAGE


def extend(client, cycle, **changes):
    fields = {"unit": "101 青山县财政局", "closes_on": "2021-01-15", "reason": "系统升级"}
    return client.post(reverse("extend", args=[cycle.year]), fields | changes)


def test_a_unit_gets_more_time_with_a_reason_and_no_other_unit_does(
    as_administrator, cycle, bureau, school
):
    extend(as_administrator, cycle)
    extension = Extension.objects.get()
    assert (extension.unit, extension.given_by.username) == (bureau, "keeper")
    cycle.refresh_from_db()
    assert (cycle.closes_for(bureau), cycle.closes_for(school)) == (
        date(2021, 1, 15),
        cycle.closes_on,
    )
    assert "系统升级" in as_administrator.get(reverse("cycle", args=[cycle.year])).content.decode()
    extend(as_administrator, cycle, unit="101", closes_on="2021-01-20")
    assert Extension.objects.get().closes_on == date(2021, 1, 20)
    as_administrator.post(
        reverse("withdraw_extension", args=[cycle.year, Extension.objects.get().pk])
    )
    assert not Extension.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("unit", "青山县水利局", messages.NO_SUCH_UNIT % {"text": "青山县水利局"}),
        ("closes_on", "2020-12-31", cycles.NOT_LATER.format(closes_on=date(2020, 12, 31))),
        ("reason", " ", None),
    ],
)
def test_an_extension_wants_a_unit_a_later_day_and_a_reason(
    as_administrator, cycle, bureau, field, value, expected
):
    response = extend(as_administrator, cycle, **{field: value})
    errors = response.context["extension"].errors[field]
    assert errors == [expected] if expected else errors
    assert not Extension.objects.exists()


def test_a_name_two_units_bear_wants_the_code(as_administrator, cycle, bureau, school):
    school.name = bureau.name
    school.save()
    response = extend(as_administrator, cycle, unit=bureau.name)
    expected = messages.UNIT_NOT_CLEAR % {"text": bureau.name}
    assert response.context["extension"].errors["unit"] == [expected]
    assert extend(as_administrator, cycle, unit="101").status_code == 302


def test_the_numbers_of_checks_are_set_for_a_cycle(as_administrator, cycle):
    url = reverse("thresholds", args=[cycle.year])
    response = as_administrator.post(url, {"most_rows": "20", "small_total": "0.50"})
    assert response["Location"] == reverse("cycle", args=[cycle.year])
    cycle.refresh_from_db()
    assert thresholds_of(cycle) == {"most_rows": Decimal(20), "small_total": Decimal("0.5")}
    as_administrator.post(url, {"most_rows": str(THRESHOLDS["most_rows"].default)})
    cycle.refresh_from_db()
    assert cycle.thresholds == {}


@pytest.mark.parametrize("value", ["1000", "二十", "12.5"])
def test_a_number_that_makes_no_sense_is_refused_and_nothing_is_saved(
    as_administrator, cycle, value
):
    url = reverse("thresholds", args=[cycle.year])
    response = as_administrator.post(url, {"most_rows": value, "goal_longest": "200"})
    assert list(response.context["form"].errors) == ["most_rows"]
    assert value in response.content.decode()
    cycle.refresh_from_db()
    assert cycle.thresholds == {}
