"""Any order of deeds by anybody: what has to be true of a declaration's life stays true."""

from itertools import pairwise

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from declarations.content import from_json, to_json
from declarations.drafting import editing
from declarations.models import Declaration, Event, Submission
from declarations.workflow import Action, Refused, offers, perform

from .conftest import ADJUSTING, APPROVING, make, remark

State = Declaration.State
OVER = (State.APPROVED, State.REPLACED)


#: Who of the people does what, if all goes well; the version they do it to is the latest.
HAPPY = [
    (Action.SUBMIT, 0),
    *[(Action.PASS, reviewer) for reviewer in (1, 2, 3)],
    (Action.GRADE_GOOD, 4),
    (Action.PROPOSE, 4),
    (Action.CONFIRM, 0),
    (Action.APPROVE, 4),
    (Action.ADJUST, 0),
    (Action.SUBMIT, 0),
    *[(Action.PASS, reviewer) for reviewer in (1, 2, 3)],
    (Action.GRADE_EXCELLENT, 4),
]


class Life(RuleBasedStateMachine):
    """One project of one year. Each run is undone in the end."""

    office = None  # unit, cycle, people

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.locked = {}

    def teardown(self):
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @initialize(far=st.integers(0, len(HAPPY)))
    def begin(self, far):
        """Somewhere on the way on which nobody finds fault."""
        unit, cycle, self.people = self.office
        self.first = make(unit, cycle, self.people[0])
        for action, who in HAPPY[:far]:
            self.attempt(action, self.people[who], -1, True)

    def versions(self):
        return list(Declaration.objects.filter(project=self.first.project_id).order_by("version"))

    @rule(
        action=st.sampled_from(list(Action)),
        who=st.integers(0, 5),
        version=st.integers(-1, 1),
        says=st.booleans(),
    )
    def somebody_tries_something(self, action, who, version, says):
        self.attempt(action, self.people[who], version, says)

    @rule(version=st.integers(-1, 1), data=st.data())
    def somebody_does_what_he_is_offered(self, version, data):
        one = self.one(version)
        choices = {row.action: by for by in self.people for row in offers(one, by)}
        if choices:
            action = data.draw(st.sampled_from(sorted(choices)))
            self.the_filler_answers(version)
            self.attempt(action, choices[action], version, True)

    def one(self, version):
        versions = self.versions()
        return versions[version % len(versions)]

    def attempt(self, action, by, version, says):
        one = self.one(version)
        if says and action in {Action.RETURN, Action.GRADE_FAIR}:
            remark(one, by, "form")
        details = {Action.APPROVE: APPROVING, Action.ADJUST: ADJUSTING}.get(action, self.people[4])
        before = one.state, one.stage_id, one.round, one.turn
        count = Event.objects.count()
        try:
            perform(one, action, by, comment="理由充分" if says else "", details=details)
        except Refused:
            one.refresh_from_db()
            assert (one.state, one.stage_id, one.round, one.turn) == before
            assert Event.objects.count() == count
            return
        assert Event.objects.filter(action=action, by=by).exists()
        if action == Action.SUBMIT:
            kept = one.submissions.filter(withdrawn_at=None, kind="submitted").latest("round")
            now = Declaration.objects.with_rows().get(pk=one.pk)
            assert kept.content() == from_json(to_json(now.content()))
        if one.state == State.APPROVED and action == Action.APPROVE:
            now = Declaration.objects.with_rows().get(pk=one.pk)
            self.locked[one.pk] = now.content()

    @rule(version=st.integers(-1, 1))
    def the_filler_answers(self, version):
        one = self.one(version)
        one.remarks.exclude(event=None).update(
            answer="已按意见补充", answered_by=self.people[0], answered_at=timezone.now()
        )

    @rule(version=st.integers(-1, 1), word=st.sampled_from("甲乙丙"))
    def somebody_types(self, version, word):
        one = self.one(version)
        try:
            editing.save_fields(one, lambda: {"long_term_goal": f"三年内达到{word}级标准"})
        except editing.Locked:
            assert one.state not in Declaration.EDITABLE

    @invariant()
    def what_was_approved_is_as_it_was(self):
        for pk, content in self.locked.items():
            now = Declaration.objects.with_rows().get(pk=pk)
            assert now.state in OVER
            assert now.content() == content

    @invariant()
    def a_project_has_one_version_in_force_and_one_under_way_at_most(self):
        states = [one.state for one in self.versions()]
        assert states.count(State.APPROVED) <= 1
        assert sum(state not in Declaration.SETTLED for state in states) <= 1

    @invariant()
    def the_record_leads_to_the_state(self):
        for one in self.versions():
            events = list(one.events.order_by("pk"))
            for before, after in pairwise(events):
                assert before.to_state == after.from_state
            assert events[-1].to_state == one.state
            assert one.turn == len(events) - 1
            sent = Submission.objects.filter(declaration=one, kind="submitted").count()
            assert sent == sum(event.action == "submit" for event in events)

    @invariant()
    def only_who_is_in_review_has_a_stage_before_him(self):
        for one in self.versions():
            if one.state in Declaration.FILLED:
                assert one.stage_id is None
                assert one.assigned_to_id is None
            elif one.state != State.REPLACED:
                assert one.stage_id is not None


@pytest.mark.django_db
def test_whatever_anybody_does_the_life_of_a_form_stays_in_order(bureau, chain, staff, reviewers):
    keeper = staff["administrator@own"]
    Life.office = (bureau, chain, [staff["filler@own"], *reviewers, keeper])
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=20,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
