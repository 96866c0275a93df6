"""What stands in the way beside the table: amounts, reasons, remarks, one's own work, another's."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from declarations.drafting import editing
from declarations.life.stages import first_stage, next_stage, set_default_stages
from declarations.models import Cycle, Declaration, Membership
from declarations.permissions import Verb, can
from declarations.review.remarks import add_remark, answer, take_back, unresolved
from declarations.workflow import Action, Adjusting, Refused, obstacles, offers, perform

from .conftest import ADJUSTING, AMOUNT, APPROVING, make, remark

pytestmark = pytest.mark.django_db
Role = Membership.Role
State = Declaration.State


def refused(code):
    """The next deed is refused with this reason."""
    return pytest.raises(Refused, check=lambda error: error.code == code)


@pytest.mark.parametrize(
    ("approving", "code"),
    [
        (replace(APPROVING, amount=AMOUNT + Decimal("0.01")), "WFL-APPROVE-AMOUNT"),
        (replace(APPROVING, amount=None), "WFL-APPROVE-AMOUNT"),
        (replace(APPROVING, number=" "), "WFL-APPROVE-NUMBER"),
        (replace(APPROVING, dated=None), "WFL-APPROVE-NUMBER"),
        (None, "WFL-APPROVE-NUMBER"),
    ],
)
def test_an_approval_has_number_date_and_the_amount_of_the_form(bring, reviewers, approving, code):
    form = bring("pending_approval")
    with refused(code):
        perform(form, Action.APPROVE, reviewers[-1], details=approving)
    assert perform(form, Action.APPROVE, reviewers[-1], details=APPROVING).approval.number


def test_what_was_approved_is_not_edited_and_its_adjustment_is(bring, filler):
    form = bring("approved")
    with pytest.raises(editing.Locked):
        editing.save_fields(form, lambda: {"annual_goal": "另一个目标"})
    version = perform(form, Action.ADJUST, filler, details=ADJUSTING)
    editing.save_fields(version, lambda: {"annual_goal": "另一个目标"})
    assert (version.version, version.state, form.state) == (2, State.DRAFT, State.APPROVED)
    assert version.adjustment.adjusts == form
    assert version.justifications.count() == form.justifications.count()
    with refused("WFL-UNDER-WAY"):
        perform(form, Action.ADJUST, filler, details=ADJUSTING)


@pytest.mark.parametrize("details", [None, Adjusting("", "文号"), Adjusting("原因", " ")])
def test_an_adjustment_has_a_reason_and_a_basis(bring, filler, details):
    with refused("WFL-ADJUST-REASON"):
        perform(bring("approved"), Action.ADJUST, filler, details=details)


def test_the_old_version_gives_way_when_the_new_one_is_approved(bring, filler, reviewers):
    old = bring("replaced")
    new = Declaration.objects.get(project=old.project_id, version=2)
    assert (old.state, new.state) == (State.REPLACED, State.APPROVED)
    assert old.events.latest("id").action == "replace"


@pytest.mark.parametrize("action", [Action.GRADE_POOR, Action.OBJECT, Action.REOPEN])
def test_a_hard_word_needs_a_reason(bring, filler, reviewers, staff, action):
    place, by = {
        Action.GRADE_POOR: ("in_review@4", reviewers[-1]),
        Action.OBJECT: ("to_confirm", filler),
        Action.REOPEN: ("rejected", staff["administrator@own"]),
    }[action]
    form = bring(place)
    with refused("WFL-COMMENT"):
        perform(form, action, by, comment="  ")


def test_nobody_reviews_or_approves_what_he_submitted_himself(draft, bureau, filler, chain):
    for role in (Role.UNIT_REVIEWER, Role.FINANCE_REVIEWER):
        Membership.objects.create(user=filler, unit=bureau, role=role)
    filler = type(filler).objects.get(pk=filler.pk)
    perform(draft, Action.SUBMIT, filler)
    for action in (Action.PASS, Action.CLAIM, Action.RETURN):
        with refused("WFL-SELF-APPROVE"):
            perform(draft, action, filler)
    Declaration.objects.update(state=State.PENDING_APPROVAL, stage=chain.stages.last())
    with refused("WFL-SELF-APPROVE"):
        perform(Declaration.objects.get(), Action.APPROVE, filler, details=APPROVING)


def test_nobody_confirms_what_he_improved_himself(bring, filler):
    form = bring("to_confirm")
    Declaration.objects.update(assigned_to=filler)
    with refused("WFL-SELF-CONFIRM"):
        perform(form, Action.CONFIRM, filler)


def test_what_somebody_has_taken_up_waits_for_him_until_it_is_assigned_anew(bring, staff):
    form, (one, other) = bring("in_review@3"), (staff["finance_reviewer@own"], "other")
    other = staff["finance_reviewer@other"]
    perform(form, Action.CLAIM, one)
    with refused("WFL-ASSIGNED"):
        perform(form, Action.PASS, other)
    with refused("WFL-ASSIGN-WRONG"):
        perform(form, Action.ASSIGN, other, details=staff["auditor@own"])
    perform(form, Action.ASSIGN, other, details=other)
    perform(form, Action.PASS, other)
    assert (form.stage.position, form.assigned_to) == (4, None)


def test_a_reviewer_of_another_desk_has_no_part_in_the_stage(bring, staff):
    form, one = bring("in_review@3"), staff["finance_reviewer@own"]
    one.memberships.update(desk="绩效股")
    with refused("WFL-NOT-YOURS"):
        perform(form, Action.PASS, one)
    one.memberships.update(desk="业务股")
    perform(form, Action.PASS, one)


def test_a_page_that_is_out_of_date_is_told_who_was_quicker(bring, staff):
    form = bring("in_review@3")
    seen = form.turn
    perform(form, Action.PASS, staff["finance_reviewer@own"])
    with pytest.raises(Refused) as told:
        perform(form, Action.PASS, staff["finance_reviewer@other"], seen=seen)
    assert told.value.code == "WFL-STALE"
    assert str(staff["finance_reviewer@own"]) in str(told.value)


def test_only_the_unit_and_a_missing_superior_are_left_out(draft, staff, chain):
    Membership.objects.filter(role=Role.UNIT_REVIEWER, unit=draft.unit).delete()
    assert first_stage(draft).role == Role.DEPARTMENT_REVIEWER
    Membership.objects.filter(role=Role.DEPARTMENT_REVIEWER).delete()
    assert first_stage(draft).role == Role.DEPARTMENT_REVIEWER
    draft.project.unit.superior = None
    draft.project.unit.save()
    draft.stage = first_stage(draft)
    assert draft.stage.role == Role.FINANCE_REVIEWER
    Membership.objects.filter(role=Role.FINANCE_REVIEWER).delete()
    assert next_stage(draft) == chain.stages.last()


def test_a_department_reviews_the_units_of_all_levels_below_it(draft, staff, government, school):
    """The unit moves below the school, which is below the government."""
    draft.project.unit.superior = school
    draft.project.unit.save()
    perform(draft, Action.SUBMIT, staff["filler@own"])
    perform(draft, Action.PASS, staff["unit_reviewer@own"])
    perform(draft, Action.PASS, staff["department_reviewer@superior"])
    assert draft.stage.position == 3


def test_a_cycle_without_stages_takes_no_form(bureau, cycle, filler):
    draft = make(bureau, cycle, filler)
    Cycle.objects.update(opens_on=localdate(), closes_on=localdate())
    draft.cycle.refresh_from_db()
    assert [one.code for one in obstacles(draft, Action.SUBMIT, filler)] == ["WFL-NO-STAGES"]
    set_default_stages(draft.cycle)
    assert obstacles(draft, Action.SUBMIT, filler) == []


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"status": Cycle.Status.PREPARING}, "WFL-PREPARING"),
        ({"status": Cycle.Status.CLOSED}, "WFL-CLOSED"),
        ({"opens_on": "2999-01-01", "closes_on": "2999-02-01"}, "WFL-NOT-OPEN"),
        ({"opens_on": "2001-01-01", "closes_on": "2001-02-01"}, "WFL-DEADLINE"),
    ],
)
def test_outside_its_cycle_a_form_is_not_submitted(draft, filler, columns, code):
    Cycle.objects.update(**columns)
    draft = Declaration.objects.get()
    with refused(code):
        perform(draft, Action.SUBMIT, filler)


@pytest.mark.parametrize("status", [Cycle.Status.OPEN, Cycle.Status.CLOSED])
def test_a_returned_form_and_an_adjustment_are_not_bound_by_the_deadline(bring, filler, status):
    form = bring("returned")
    Cycle.objects.update(opens_on="2001-01-01", closes_on="2001-02-01", status=status)
    form = Declaration.objects.get()
    perform(form, Action.SUBMIT, filler)
    assert form.round == 2


def test_who_left_the_stage_improves_its_forms_no_longer(bring, reviewers):
    form, last = bring("improving"), reviewers[-1]
    assert can(last, Verb.EDIT, form)
    last.memberships.update(desk="业务股")
    assert not can(last, Verb.EDIT, form)


def test_a_return_without_a_remark_at_a_cell_is_refused(bring, reviewers):
    form = bring("in_review@1")
    with refused("WFL-RETURN-REASON"):
        perform(form, Action.RETURN, reviewers[0], comment="不行")


@pytest.fixture
def returned(bring, reviewers):
    """A form returned with a remark on a target value, on the cost node and on the whole."""
    form = bring("in_review@1")
    wheres = ("indicators[1].value", "nodes[3]", "form")
    made = [add_remark(form, where, "请改", reviewers[0]) for where in wheres]
    perform(form, Action.RETURN, reviewers[0])
    return form, made


def test_each_remark_of_a_return_is_mended_or_answered(returned, filler):
    form, (value, node, whole) = returned
    assert unresolved(form) == [value, node, whole]
    with refused("WFL-UNRESOLVED"):
        perform(form, Action.SUBMIT, filler)
    form.indicators.filter(pk=value.row).update(value="≥96%")
    form.indicators.filter(name="培训费").update(explanation="含资料费")
    assert unresolved(Declaration.objects.get()) == [whole]
    answer(whole, "已整体核对", filler)
    perform(form, Action.SUBMIT, filler)
    assert (form.state, form.round) == (State.IN_REVIEW, 2)


def test_a_remark_follows_a_row_that_moves_and_is_settled_by_its_deletion(returned):
    form, (value, *_) = returned
    form.indicators.filter(pk=value.row).update(position=99)
    assert value in unresolved(Declaration.objects.get())
    form.indicators.filter(pk=value.row).delete()
    assert value not in unresolved(Declaration.objects.get())


def test_a_remark_is_the_reviewers_own_until_it_is_sent(bring, reviewers, filler, client):
    form = bring("in_review@1")
    made = add_remark(form, "goal", "对象写得太宽", reviewers[0])
    url = reverse("review", args=[form.pk])
    client.force_login(filler)
    assert made.text not in client.get(url).content.decode()
    client.force_login(reviewers[0])
    assert made.text in client.get(url).content.decode()
    with refused("WFL-NOT-YOURS"):
        take_back(made, filler)
    perform(form, Action.RETURN, reviewers[0])
    with refused("WFL-REMARK-LATE"):
        take_back(made, reviewers[0])


def test_a_remark_has_words_and_a_place_on_the_form(bring, reviewers):
    form = bring("in_review@1")
    for where, text, code in (
        ("goal", " ", "WFL-REMARK-EMPTY"),
        ("indicators[99].value", "请改", "WFL-REMARK-PLACE"),
        ("items[0]", "请改", "WFL-REMARK-PLACE"),
        ("nowhere", "请改", "WFL-REMARK-PLACE"),
    ):
        with refused(code):
            add_remark(form, where, text, reviewers[0])


def test_the_snapshot_keeps_the_justifications_and_the_rules_it_was_checked_by(
    bureau, chain, filler
):
    draft = make(bureau, chain, filler)
    draft.indicators.filter(name="培训费").update(value="培训费6万元")
    for code in ("CST-NO-BREAKDOWN", "CST-SUM"):
        draft.justifications.get_or_create(
            code=code, defaults={"text": "由上级统一采购", "by": filler}
        )
    perform(draft, Action.SUBMIT, filler)
    kept = draft.submissions.get()
    codes = [one["code"] for one in kept.justifications]
    assert "CST-NO-BREAKDOWN" in codes
    assert "CST-SUM" not in codes
    assert len(kept.rules_version) == 12
    (event,) = draft.events.filter(action="submit")
    assert event.at == kept.submitted_at == draft.submitted_at


def test_an_improvement_is_kept_beside_the_submission(bring, reviewers):
    form = bring("in_review@4")
    perform(form, Action.GRADE_GOOD, reviewers[-1])
    assert {row.action for row in offers(form, reviewers[-1])} >= {Action.PROPOSE}
    editing.save_fields(form, lambda: {"annual_goal": form.annual_goal + "并建立台账。"})
    perform(form, Action.PROPOSE, reviewers[-1])
    sent, improved = form.submissions.order_by("id")
    assert improved.content().goal == sent.content().goal + "并建立台账。"


def test_unsent_remarks_go_with_a_pass_and_ask_for_nothing(bring, reviewers, filler):
    form = bring("in_review@1")
    made = remark(form, reviewers[0])
    perform(form, Action.PASS, reviewers[0])
    made.refresh_from_db()
    assert made.event.action == "pass"
    assert unresolved(form) == []
