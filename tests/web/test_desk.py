"""The reviewer's desk: what waits, remarks at cells, the sheet, decisions, many at once."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from declarations.actions import create_declaration
from declarations.checks import Quality
from declarations.content import Funding
from declarations.examining.checking import check
from declarations.forms import messages as field_messages
from declarations.forms.desk import SheetForm
from declarations.life.refusals import SENTENCES
from declarations.models import Assessment, Cycle, Declaration, Extension, Grade
from declarations.office.record import Deed, note
from declarations.review.bulk import OPERATIONS
from declarations.review.review_sheet import POINTS, propose
from declarations.review.ruleset import RULES_CHANGED
from declarations.review.todo import on_desk, tasks_of
from declarations.views import desk as desk_views
from declarations.workflow import Action, perform
from tests.web.conftest import GOOD
from tests.workflow.conftest import (  # noqa: F401
    bring,
    chain,
    draft,
    filler,
    make,
    reviewers,
    staff,
)

State = Declaration.State


@pytest.fixture
def submitted(bureau, chain, filler):  # noqa: F811
    """Makes a form that is submitted, in the first stage."""

    def send(project=GOOD.project):
        made = make(bureau, chain, filler, project=project)
        return perform(made, Action.SUBMIT, filler)

    return send


@pytest.fixture
def form(submitted):
    return submitted()


@pytest.fixture
def unit_reviewer(reviewers):  # noqa: F811
    return reviewers[0]


@pytest.fixture
def at_desk(client, unit_reviewer):
    client.force_login(unit_reviewer)
    return client


def decide(client, form, action, **more):
    form.refresh_from_db()
    data = {"action": action, "turn": form.turn, "comment": "", **more}
    return client.post(reverse("decide", args=[form.pk]), data)


def said(response):
    return [str(one) for one in response.context["messages"]]


def test_a_form_waits_for_those_of_its_stage_and_for_nobody_else(form, staff, unit_reviewer):  # noqa: F811
    waiting = {name for name, user in staff.items() if on_desk(user).exists()}
    assert waiting == {"unit_reviewer@own"}
    perform(form, Action.PASS, unit_reviewer)
    waiting = {name for name, user in staff.items() if on_desk(user).exists()}
    assert waiting == {"department_reviewer@superior"}


def test_a_form_that_somebody_took_up_waits_for_him_alone(form, bureau, unit_reviewer, person):
    colleague = person("colleague", bureau, "unit_reviewer")
    perform(form, Action.CLAIM, unit_reviewer)
    assert not on_desk(colleague).exists()
    assert on_desk(unit_reviewer).exists()


def test_the_longest_waiting_stands_first(submitted, at_desk):
    first, second = submitted("第一个项目"), submitted("第二个项目")
    first.waiting_since = second.waiting_since.replace(year=2020)
    Declaration.objects.filter(pk=second.pk).update(waiting_since=first.waiting_since)
    page = at_desk.get(reverse("desk"))
    assert [each.declaration.pk for each in page.context["examined"]] == [second.pk, first.pk]


def test_nobody_but_a_reviewer_has_a_desk(client, filler, form):  # noqa: F811
    client.force_login(filler)
    assert client.get(reverse("desk")).status_code == 403


def test_a_remark_is_kept_at_its_cell_and_shown_there(at_desk, form):
    page = at_desk.get(reverse("review", args=[form.pk]), {"at": "goal"})
    assert page.context["remark"]["where"].value() == "goal"
    at_desk.post(reverse("remark", args=[form.pk]), {"where": "goal", "text": "请写培训对象"})
    (kept,) = form.remarks.all()
    assert (kept.where, kept.seen, kept.text) == ("goal", GOOD.goal, "请写培训对象")
    page = at_desk.get(reverse("review", args=[form.pk]))
    assert [one.remark for one in page.context["remarks_by_cell"]["cell-goal"]] == [kept]


def test_a_blank_remark_is_refused_and_a_place_the_form_has_not_offers_none(at_desk, form):
    page = at_desk.post(reverse("remark", args=[form.pk]), {"where": "goal", "text": " "})
    assert page.context["remark"].errors["text"] == [field_messages.REMARK_EMPTY]
    page = at_desk.get(reverse("review", args=[form.pk]), {"at": "indicators[99].name"})
    assert page.context["remark"] is None
    page = at_desk.post(
        reverse("remark", args=[form.pk]), {"where": "indicators[99].name", "text": "改"}
    )
    assert said(page) == [SENTENCES["WFL-REMARK-PLACE"]]
    assert not form.remarks.exists()


def test_a_remark_can_be_taken_back_before_it_is_sent(at_desk, form):
    at_desk.post(reverse("remark", args=[form.pk]), {"where": "form", "text": "请补充依据"})
    (kept,) = form.remarks.all()
    at_desk.post(reverse("withdraw_remark", args=[form.pk, kept.pk]))
    assert not form.remarks.exists()


def test_what_a_stage_before_remarked_and_let_pass_is_shown_to_the_next(
    client,
    at_desk,
    form,
    reviewers,  # noqa: F811
):
    at_desk.post(reverse("remark", args=[form.pk]), {"where": "goal", "text": "请核对人数"})
    decide(at_desk, form, Action.PASS)
    client.force_login(reviewers[1])
    page = client.get(reverse("review", args=[form.pk]))
    assert [one.remark.text for one in page.context["passed"]] == ["请核对人数"]
    assert "请核对人数" in page.content.decode()
    assert page.context["drafts"] == []


def test_a_return_without_a_remark_is_refused_and_keeps_what_was_typed(at_desk, form):
    page = decide(at_desk, form, Action.RETURN, comment="请修改")
    assert said(page) == [SENTENCES["WFL-RETURN-REASON"]]
    assert page.context["decision"]["comment"].value() == "请修改"
    assert not Assessment.objects.exists()
    form.refresh_from_db()
    assert form.state == State.IN_REVIEW


def test_the_button_that_returns_stands_apart_and_says_how_many_remarks_go_along(at_desk, form):
    def button():
        page = at_desk.get(reverse("review", args=[form.pk])).content.decode()
        back = page[page.index("decisions-back") :]
        start = back.index("<button")
        return back[start : back.index("</button>", start)]

    assert f'value="{Action.RETURN}"' in button()
    assert "aria-disabled" in button()
    for text in ("请写培训对象", "请写期数"):
        at_desk.post(reverse("remark", args=[form.pk]), {"where": "goal", "text": text})
    assert "aria-disabled" not in button()
    assert button().endswith("（带 2 条意见）")


def test_the_cell_that_is_remarked_on_is_marked(at_desk, form):
    page = at_desk.get(reverse("review", args=[form.pk]), {"at": "goal"}).content.decode()
    assert page.count("is-chosen") == 1
    cell = page[page.index('id="cell-goal"') :]
    assert "is-chosen" in cell[: cell.index(">")]


def test_a_decision_leads_to_the_next_form_of_the_queue(submitted, at_desk):
    first, second = submitted("第一个项目"), submitted("第二个项目")
    response = decide(at_desk, first, Action.PASS)
    assert response["Location"] == reverse("review", args=[second.pk])
    assert decide(at_desk, second, Action.PASS)["Location"] == reverse("desk")


def test_what_sends_a_form_back_is_not_the_first_button(client, bring, reviewers):  # noqa: F811
    form = bring("in_review@4")
    client.force_login(reviewers[-1])
    page = client.get(reverse("review", args=[form.pk]))
    actions = [row.action for row in page.context["decisions"]]
    assert (actions[0], actions[-1]) == (Action.GRADE_EXCELLENT, Action.RETURN)
    assert page.context["following"] == ""


def test_the_sheet_is_kept_with_what_was_proposed_and_what_was_judged(at_desk, form, unit_reviewer):
    decide(at_desk, form, Action.PASS, **{"grade-clear": Grade.FAIR})
    kept = {one.quality: one for one in form.assessments.all()}
    assert set(kept) == set(Quality)
    assert (kept[Quality.CLEAR].grade, kept[Quality.CLEAR].differs) == (Grade.FAIR, True)
    assert not kept[Quality.COMPLETE].differs
    assert {one.by for one in kept.values()} == {unit_reviewer}


def test_the_reason_of_a_judgement_is_kept_and_shown_again(at_desk, form):
    decide(at_desk, form, Action.PASS, **{"grade-clear": Grade.FAIR, "why-clear": " 没有写对象 "})
    kept = form.assessments.get(item="clear")
    assert (kept.grade, kept.comment) == (Grade.FAIR, "没有写对象")
    assert form.assessments.get(item="complete").comment == ""
    sheet = SheetForm(form_in_its_first_stage(form), propose(check(form).report))
    assert sheet["why-clear"].value() == "没有写对象"


def form_in_its_first_stage(form):
    form.stage = form.cycle.stages.first()
    return form


def test_a_reason_that_is_too_long_is_given_back(at_desk, form):
    long = "长" * 5_001
    page = decide(at_desk, form, Action.PASS, **{"why-clear": long})
    assert page.context["sheet"].errors["why-clear"]
    assert long in page.content.decode()
    assert not form.assessments.exists()


def test_the_queue_tells_until_when_the_unit_may_submit(at_desk, form, staff):  # noqa: F811
    (row,) = at_desk.get(reverse("desk")).context["rows"]
    assert row[1] == form.cycle.closes_on
    later = form.cycle.closes_on + timedelta(5)
    Extension.objects.create(
        **{"cycle": form.cycle, "unit": form.unit, "closes_on": later, "reason": "停电"},
        given_by=staff["administrator@own"],
    )
    page = at_desk.get(reverse("desk"))
    assert page.context["rows"][0][1] == later
    assert f'data-deadline="{later:%Y-%m-%d}"' in page.content.decode()


def rules_told(client, form):
    return client.get(reverse("review", args=[form.pk])).context["rules_changed"]


@pytest.mark.parametrize("what", ["program", "levels"])
def test_a_reviewer_is_told_that_the_rules_changed_since_submission(
    at_desk,
    form,
    what,
    staff,  # noqa: F811
):
    note(Deed.RULE_LEVELS, Cycle(pk=0, year=2020), by=staff["administrator@own"])
    assert rules_told(at_desk, form) == ""
    if what == "program":
        form.submissions.update(rules_version="an earlier one")
    else:
        note(Deed.RULE_LEVELS, form.cycle, by=staff["administrator@own"])
    assert rules_told(at_desk, form) == RULES_CHANGED


def test_a_key_project_is_scored_within_the_points_of_each_item(at_desk, form):
    at_desk.post(reverse("set_key", args=[form.pk]), {"key": "1"})
    most = POINTS[Quality.CLEAR]
    page = decide(at_desk, form, Action.PASS, **{"points-clear": str(most + 1)})
    assert page.context["sheet"].errors["points-clear"]
    decide(at_desk, form, Action.PASS, **{"points-clear": "7.5"})
    assert str(form.assessments.get(item="clear").points) == "7.5"


def test_who_made_it_a_key_project_is_on_record_once(at_desk, form, unit_reviewer):
    for key in ("1", "1", "0"):
        at_desk.post(reverse("set_key", args=[form.pk]), {"key": key})
    deeds = form.events.filter(action__in=["key", "not_key"])
    assert [(one.action, one.by, bool(one.address)) for one in deeds] == [
        ("key", unit_reviewer, True),
        ("not_key", unit_reviewer, True),
    ]


def test_no_points_given_are_not_raised_to_what_is_proposed(at_desk, form, unit_reviewer):
    at_desk.post(reverse("set_key", args=[form.pk]), {"key": "1"})
    item = {"item": "clear", "proposed": Grade.EXCELLENT, "grade": Grade.POOR, "points": 0}
    form.assessments.create(round=1, stage=str(form.stage), by=unit_reviewer, **item)
    page = at_desk.get(reverse("review", args=[form.pk]))
    assert page.context["sheet"]["points-clear"].value() == "0"


def test_whoever_returns_a_judged_form_leaves_the_sheet_as_it_was_judged(
    client,
    bring,  # noqa: F811
    reviewers,  # noqa: F811
    staff,  # noqa: F811
):
    form = bring("pending_approval")
    item = {"item": "clear", "proposed": Grade.EXCELLENT, "grade": Grade.FAIR}
    form.assessments.create(round=1, stage=str(form.stage), by=reviewers[-1], **item)
    client.force_login(staff["finance_reviewer@own"])
    client.post(reverse("set_key", args=[form.pk]), {"key": "1"})
    client.post(reverse("remark", args=[form.pk]), {"where": "goal", "text": "请写明对象"})
    decide(client, form, Action.RETURN)
    form.refresh_from_db()
    assert form.state == State.RETURNED
    (kept,) = form.assessments.all()
    assert (kept.by, kept.grade) == (reviewers[-1], Grade.FAIR)
    assert not Declaration.objects.get().project.is_key


def test_a_page_that_is_out_of_date_decides_nothing(at_desk, form, unit_reviewer):
    seen = form.turn
    perform(form, Action.CLAIM, unit_reviewer)
    data = {"action": Action.PASS, "turn": seen, "comment": ""}
    response = at_desk.post(reverse("decide", args=[form.pk]), data)
    assert response.status_code == 200
    form.refresh_from_db()
    assert form.stage.position == 1


def test_of_many_those_that_can_be_passed_are_and_the_others_are_named(
    submitted, at_desk, bureau, person, unit_reviewer
):
    free, taken = submitted("第一个项目"), submitted("第二个项目")
    page = at_desk.get(reverse("desk"))
    assert len(page.context["examined"]) == 2
    Declaration.objects.filter(pk=taken.pk).update(state=State.IMPROVING, assigned_to=unit_reviewer)
    chosen = {"do": "pass", "pk": [free.pk, taken.pk]}
    page = at_desk.post(reverse("bulk"), chosen, follow=True)
    done, refused = said(page)
    assert done == desk_views.DONE.format(deed=OPERATIONS["pass"].done, count=1)
    assert str(taken) in refused
    free.refresh_from_db()
    assert free.stage.position == 2


def test_what_is_passed_with_many_keeps_its_sheet_as_proposed(
    submitted,
    at_desk,
    unit_reviewer,
    reviewers,  # noqa: F811
):
    form = submitted()
    at_desk.post(reverse("bulk"), {"do": "claim", "pk": [form.pk]})
    assert not form.assessments.exists()
    at_desk.post(reverse("bulk"), {"do": "pass", "pk": [form.pk]})
    kept = form.assessments.all()
    assert {one.quality for one in kept} == set(Quality)
    assert {(one.by, one.differs) for one in kept} == {(unit_reviewer, False)}


def test_a_sheet_that_was_judged_in_this_stage_is_not_replaced_by_a_bulk_deed(
    submitted, at_desk, unit_reviewer
):
    form = submitted()
    item = {"item": "clear", "proposed": Grade.EXCELLENT, "grade": Grade.FAIR}
    form.assessments.create(round=1, stage=str(form.stage), by=unit_reviewer, **item)
    at_desk.post(reverse("bulk"), {"do": "pass", "pk": [form.pk]})
    assert form.assessments.get().grade == Grade.FAIR


def test_a_return_of_many_says_the_same_of_each_form(submitted, at_desk):
    forms = [submitted("第一个项目"), submitted("第二个项目")]
    keys = [one.pk for one in forms]
    page = at_desk.post(reverse("bulk"), {"do": "return", "pk": keys, "comment": " "}, follow=True)
    assert said(page) == [desk_views.NO_COMMENT]
    at_desk.post(reverse("bulk"), {"do": "return", "pk": keys, "comment": "请按通知重报"})
    for one in forms:
        one.refresh_from_db()
        assert one.state == State.RETURNED
        assert [remark.text for remark in one.remarks.all()] == ["请按通知重报"]


def test_forms_that_do_not_wait_for_him_are_not_touched_by_a_bulk_deed(client, form, staff):  # noqa: F811
    client.force_login(staff["department_reviewer@superior"])
    page = client.post(reverse("bulk"), {"do": "pass", "pk": [form.pk]}, follow=True)
    assert said(page) == [desk_views.NOTHING_CHOSEN]
    form.refresh_from_db()
    assert form.stage.position == 1


def test_the_amount_of_last_year_stands_beside_the_money(at_desk, form, bureau):
    last = Cycle.objects.create(
        year=2020, scheme=form.scheme, opens_on="2019-10-01", closes_on="2019-12-31"
    )
    content = replace(GOOD, year=2020, funding=Funding(total=Decimal("5.37")))
    create_declaration(content, unit=bureau, cycle=last, project=form.project)
    assert "5.37" in at_desk.get(reverse("review", args=[form.pk])).content.decode()


def test_the_queue_asks_no_more_for_many_forms(submitted, at_desk, django_assert_max_num_queries):
    submitted("第一个项目")
    with django_assert_max_num_queries(40) as few:
        at_desk.get(reverse("desk"))
    for number in range(4):
        submitted(f"另一个项目{number}")
    with django_assert_max_num_queries(len(few)):
        at_desk.get(reverse("desk"))


def test_the_queue_is_narrowed_by_words_and_by_who_took_it_up(submitted, at_desk, unit_reviewer):
    first = submitted("扶贫培训")
    perform(submitted("公务用车维护"), Action.CLAIM, unit_reviewer)

    def shown(**query):
        page = at_desk.get(reverse("desk"), query)
        return [str(each.declaration) for each in page.context["examined"]]

    assert shown(q="扶贫") == [str(first)]
    assert shown(whose="mine") == ["公务用车维护"]
    assert shown(whose="free") == ["扶贫培训"]
    assert shown(stage="不存在") == ["扶贫培训", "公务用车维护"]


def test_what_waits_leads_to_where_it_is_done(bring, client, reviewers):  # noqa: F811
    form, last = bring("pending_approval"), reviewers[-1]
    (task,) = tasks_of(last)
    client.force_login(last)
    page = client.get(task.url)
    assert page.context["form"].declarations == [form]
    page = client.get(reverse("desk"), {"what": "to_judge"})
    assert page.context["examined"] == []
    page = client.get(reverse("desk"), {"what": "to_approve"})
    assert [one.declaration for one in page.context["examined"]] == [form]


def test_the_form_itself_is_not_decided_on_by_its_filler(client, form, filler):  # noqa: F811
    client.force_login(filler)
    page = client.get(reverse("review", args=[form.pk]))
    assert page.context["decisions"] == []
    decide(client, form, Action.PASS)
    form.refresh_from_db()
    assert form.stage.position == 1


def test_a_form_with_changed_texts_keeps_the_remark_at_its_row(at_desk, form, row_of):
    row = row_of(form, "培训费")
    place = [one.pk for one in Declaration.objects.with_rows().get(pk=form.pk).rows()].index(row.pk)
    where = f"indicators[{place}].value"
    at_desk.post(reverse("remark", args=[form.pk]), {"where": where, "text": "标准偏高"})
    (kept,) = form.remarks.all()
    assert (kept.row, kept.seen) == (row.pk, replace(GOOD).indicators[3].value)
