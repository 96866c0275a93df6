"""Two people at once, on PostgreSQL with real connections: exactly one wins, the other is told why.

On SQLite writers stand in line for the whole database, so there is no race to be run: these tests
belong to the other database and are not collected there.
"""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.db import connection, transaction

from declarations.actions import record
from declarations.content import from_json, to_json
from declarations.drafting import editing
from declarations.models import Declaration, Event, Membership, Submission, User
from declarations.office import people
from declarations.permissions import LOCKED
from declarations.workflow import Action, Refused, perform

from .conftest import make, remark

ROUNDS = 200
ON_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")

pytestmark = pytest.mark.django_db(transaction=True)


def commit_without_waiting() -> None:
    """Do not wait for the disk: nothing here has to survive the end of the power."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")


class Rival(Thread):
    """Does one deed a round, at the same moment as its rival, on a connection of its own."""

    def __init__(self, start: Barrier, end: Barrier, deed: Callable) -> None:
        super().__init__(daemon=True)
        self.start_line, self.finish_line, self.deed = start, end, deed
        self.outcomes: list[str] = []

    def run(self) -> None:
        try:
            commit_without_waiting()
            for number in range(ROUNDS):
                self.start_line.wait()
                try:
                    self.deed(number)
                    self.outcomes.append("")
                except (Refused, editing.Locked) as refused:
                    self.outcomes.append(str(refused))
                except BaseException as error:
                    self.outcomes.append(f"FAILED {error!r}")
                finally:
                    self.finish_line.wait()
        finally:
            connection.close()


def race(prepare: Callable[[int], None], one: Callable, other: Callable, judge: Callable) -> None:
    """Run all rounds. ``judge`` looks at each with the outcomes: "" for who won, or the reason."""
    start, end = Barrier(3), Barrier(3)
    rivals = [Rival(start, end, one), Rival(start, end, other)]
    for rival in rivals:
        rival.start()
    failure = None
    for number in range(ROUNDS):
        if failure is None:
            prepare(number)
        start.wait()
        end.wait()
        try:
            if failure is None:
                judge(number, *(rival.outcomes[-1] for rival in rivals))
        except AssertionError as error:
            failure = error
    for rival in rivals:
        rival.join()
    if failure:
        raise failure


class Office:
    """The forms of a race, by round: each is brought to its starting place in the main thread."""

    def __init__(self, unit, batch, filler) -> None:
        self.unit, self.batch, self.filler = unit, batch, filler
        self.form = make(unit, batch, filler)
        self.sent = self.snapshot = None
        commit_without_waiting()

    def submitted(self) -> None:
        """Put the form back to its submission, as ``perform`` left it once."""
        if self.sent is None:
            self.again()
            perform(self.form, Action.SUBMIT, self.filler)
            names = ("submitted_by", "submitted_at", "stage")
            self.sent = {name: getattr(self.form, name) for name in names}
            self.snapshot = self.form.submissions.get()
        else:
            self.again("in_review", **self.sent)
            self.snapshot.pk = None
            self.snapshot.save(force_insert=True)
            record(self.form, Action.SUBMIT, by=self.filler, from_state="draft")
        self.since += 1

    def again(self, state="draft", stage=None, **columns) -> None:
        """Put the form back to a state, and forget nothing of its record."""
        Submission.objects.filter(declaration=self.form).delete()
        self.form.remarks.all().delete()
        Declaration.objects.filter(pk=self.form.pk).update(
            state=state, stage=stage, assigned_to=None, round=1, **columns
        )
        self.since = Event.objects.count()
        self.form.refresh_from_db()

    def fetched(self) -> Declaration:
        return Declaration.objects.with_names().get(pk=self.form.pk)

    def record(self) -> list[tuple[str, str, str]]:
        """The deeds of this round, in order."""
        events = Event.objects.order_by("pk")[self.since :]
        return [(one.action, one.from_state, one.to_state) for one in events]


def one_won(first: str, second: str) -> int:
    """Which of the two; the other has a reason, and it is no fault of the program."""
    assert (first == "") != (second == ""), (first, second)
    assert not (first + second).startswith("FAILED"), (first, second)
    return 0 if first == "" else 1


def in_this_database(test: Callable) -> Callable | None:
    """The test where it can be run; nothing where it cannot."""
    return test if ON_POSTGRESQL else None


@pytest.fixture
def office(chain, bureau, filler):
    return Office(bureau, chain, filler)


@in_this_database
def test_of_two_reviewers_who_approve_and_return_the_same_form_one_wins(office, staff, chain):
    approver, returner = staff["finance_reviewer@own"], staff["finance_reviewer@superior"]
    last = chain.stages.last()

    def turn():
        return office.form.turn

    def prepare(number):
        office.again("in_review", last)
        remark(office.form, returner)

    def judge(number, *outcomes):
        winner = one_won(*outcomes)
        action, state = [("grade_excellent", "pending_approval"), ("return", "returned")][winner]
        assert office.record() == [(action, "in_review", state)]
        assert office.fetched().state == state

    race(
        prepare,
        lambda number: perform(office.fetched(), Action.GRADE_EXCELLENT, approver, seen=turn()),
        lambda number: perform(office.fetched(), Action.RETURN, returner, seen=turn()),
        judge,
    )


@in_this_database
def test_of_two_reviewers_who_both_pass_a_form_it_goes_on_by_one_stage(office, staff, chain):
    one, other = staff["finance_reviewer@own"], staff["finance_reviewer@superior"]
    stage = chain.stages.get(position=3)

    def judge(number, *outcomes):
        one_won(*outcomes)
        assert office.record() == [("pass", "in_review", "in_review")]
        assert office.fetched().stage.position == 4

    race(
        lambda number: office.again("in_review", stage),
        lambda number: perform(office.fetched(), Action.PASS, one, seen=office.form.turn),
        lambda number: perform(office.fetched(), Action.PASS, other, seen=office.form.turn),
        judge,
    )


@in_this_database
def test_a_double_click_on_submit_submits_once(office, filler):
    def judge(number, *outcomes):
        one_won(*outcomes)
        assert office.record() == [("submit", "draft", "in_review")]
        assert Submission.objects.filter(declaration=office.form).count() == 1

    def click(number):
        perform(office.fetched(), Action.SUBMIT, filler, seen=office.form.turn)

    race(lambda number: office.again(), click, click, judge)


@in_this_database
def test_of_a_withdrawal_and_a_claim_one_wins(office, filler, reviewers):
    def judge(number, *outcomes):
        winner = one_won(*outcomes)
        state, record = office.fetched().state, office.record()
        if winner == 0:
            assert (state, record) == ("draft", [("withdraw", "in_review", "draft")])
        else:
            assert (state, record) == ("in_review", [("claim", "in_review", "in_review")])

    race(
        lambda number: office.submitted(),
        lambda number: perform(office.fetched(), Action.WITHDRAW, filler),
        lambda number: perform(office.fetched(), Action.CLAIM, reviewers[0]),
        judge,
    )


@in_this_database
def test_submitted_again_while_it_is_withdrawn_it_is_one_or_the_other(office, filler):
    """Two windows of one unit: one withdraws, the other clicks 送审 once more."""

    def judge(number, withdrawn, submitted):
        assert withdrawn == ""
        assert not submitted.startswith("FAILED")
        again = [] if submitted else [("submit", "draft", "in_review")]
        assert office.record() == [("withdraw", "in_review", "draft"), *again]
        assert office.fetched().state == ("draft" if submitted else "in_review")

    race(
        lambda number: office.submitted(),
        lambda number: perform(office.fetched(), Action.WITHDRAW, filler, seen=office.form.turn),
        lambda number: perform(office.fetched(), Action.SUBMIT, filler),
        judge,
    )


@in_this_database
def test_what_is_typed_during_submission_is_in_the_snapshot_or_refused(office, filler):
    def edit(number):
        editing.save_fields(office.fetched(), lambda: {"annual_goal": f"{GOAL}第{number}次。"})

    def judge(number, submitted, edited):
        assert submitted == ""
        kept = office.form.submissions.get()
        stands = Declaration.objects.with_rows().get(pk=office.form.pk).content()
        assert kept.content() == from_json(to_json(stands))
        typed = f"{GOAL}第{number}次。"
        if edited:
            assert edited == LOCKED.format(state=Declaration.State.IN_REVIEW.label)
        assert (kept.content().goal == typed) == (edited == "")
        assert office.record() == [("submit", "draft", "in_review")]

    GOAL = office.form.annual_goal  # noqa: N806 - a constant of this test
    race(
        lambda number: office.again(),
        lambda number: perform(office.fetched(), Action.SUBMIT, filler),
        edit,
        judge,
    )


@in_this_database
def test_two_administrators_do_not_deactivate_each_other(staff):
    own, other = staff["administrator@own"], staff["administrator@other"]
    Membership.objects.filter(user=staff["administrator@superior"]).delete()

    def deactivate(user, by):
        with transaction.atomic():
            people.lock_administrators()
            if not (answer := people.may_deactivate(user, by)):
                raise Refused(answer.code, answer.reason)
            people.set_active(user, False)

    def judge(number, first, second):
        one_won(first, second)
        assert people.LAST_ADMINISTRATOR.format(user=other if first else own) in (first, second)

    race(
        lambda number: User.objects.update(is_active=True),
        lambda number: deactivate(other, own),
        lambda number: deactivate(own, other),
        judge,
    )
