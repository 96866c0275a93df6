"""Deeds on a cycle: make it like the last one, open and close it, order its stages, extend it.

What may not be done is asked first (``may_…``, an answer with the reason); the deeds themselves
each run in one transaction.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from ..life.stages import set_default_stages
from ..models import (
    Assessment,
    BudgetUnit,
    Cycle,
    Declaration,
    Extension,
    Membership,
    Remark,
    RuleSetting,
    Stage,
    User,
)
from ..permissions import YES, Answer

State = Declaration.State

NO_STAGES = "还没有审核环节，送审的申报表没有人审核。请先添加审核环节。"
ALREADY_OVER = "截止日期{closes_on:%Y-%m-%d}已经过去。请先把截止日期改到今天或以后，再开放申报。"
STAGE_IN_USE = "“{stage}”环节有{count}张申报表，不能删除。请改名，或等这些表办结。"
STAGE_BUSY = (
    "“{stage}”环节有{count}张申报表正在审核，现在换顺序，它们会少审或者重审一个环节。"
    "请等这些表审完再调整。"
)
ROLE_BUSY = (
    "“{stage}”环节有{count}张申报表正在审核，现在换审核角色，办到一半的人就不能办了。"
    "请等这些表审完，或者另加一个环节。"
)
DESK_HELD = (
    "“{stage}”环节的表有些正由{people}办理，他们不在“{desk}”。"
    "请先请他们放回或改派，再改科室；也可以先在用户管理里改他们的科室。"
)
LAST_STAGE = "申报中的批次至少要有一个审核环节，不能全部删除。"
NOT_LATER = "延期后的日期要晚于本批次的截止日期{closes_on:%Y-%m-%d}。"

#: The states in which a form is in a stage and may go on to the next one.
_JUDGED = (State.IN_REVIEW, State.IMPROVING, State.TO_CONFIRM)

_ASIDE = 10_000  # no cycle has so many stages; positions are moved there while they change places


@transaction.atomic
def make_cycle(cycle: Cycle, *, like: Cycle | None = None) -> Cycle:
    """Keep a new cycle, in preparation. ``like``: with the stages, severities and thresholds of it.

    Without ``like`` it has the default stages.
    """
    cycle.status = Cycle.Status.PREPARING
    cycle.thresholds = dict(like.thresholds) if like else {}
    cycle.save()
    if like:
        _copy(Stage, like.stages.all(), cycle, "position", "name", "role", "desk")
        _copy(RuleSetting, like.rule_settings.all(), cycle, "code", "level")
    set_default_stages(cycle)
    return cycle


def _copy(model: type, rows: Sequence[object], cycle: Cycle, *fields: str) -> None:
    model.objects.bulk_create(
        model(cycle=cycle, **{name: getattr(row, name) for name in fields}) for row in rows
    )


def may_open(cycle: Cycle) -> Answer:
    """Whether fillers may be let in."""
    if not cycle.stages.exists():
        return Answer(False, NO_STAGES)
    if cycle.closes_on < timezone.localdate():
        return Answer(False, ALREADY_OVER.format(closes_on=cycle.closes_on))
    return YES


def set_status(cycle: Cycle, status: Cycle.Status) -> None:
    """Let the fillers in, or no longer; ``may_open`` is asked before."""
    cycle.status = status
    cycle.save(update_fields=["status"])


def add_stage(stage: Stage) -> None:
    """Keep a new stage behind the others of its cycle."""
    with transaction.atomic():
        last = stage.cycle.stages.select_for_update().aggregate(last=Max("position"))["last"]
        stage.position = (last or 0) + 1
        stage.save()


def move_stage(stage: Stage, steps: int) -> list[Stage]:
    """Move a stage up (-1) or down (1) among those of its cycle; at the end it stays.

    The stages in their new order; none where it stays.
    """
    with transaction.atomic():
        order = list(stage.cycle.stages.select_for_update().order_by("position"))
        place = order.index(stage)
        other = place + steps
        if not 0 <= other < len(order):
            return []
        order[place], order[other] = order[other], order[place]
        stage.cycle.stages.update(position=F("position") + _ASIDE)
        for position, each in enumerate(order, start=1):
            each.position = position
            each.save(update_fields=["position"])
    return order


def may_move_stage(stage: Stage, steps: int) -> Answer:
    """Two stages change places while no form is judged in either: it would miss one, or meet one
    twice."""
    order = list(stage.cycle.stages.order_by("position"))
    place = order.index(stage)
    first = max(0, min(place, place + steps))
    for one in order[first : max(place, place + steps) + 1]:
        if count := one.declarations.filter(state__in=_JUDGED).count():
            return Answer(False, STAGE_BUSY.format(stage=one, count=count))
    return YES


@transaction.atomic
def save_stage(stage: Stage) -> None:
    """Keep a changed stage. The sheets and remarks of what is under review take its new name
    along, so that they stay those of this stage; what is on record stays as it was written."""
    was = Stage.objects.select_for_update().get(pk=stage.pk)
    stage.save()
    if was.name == stage.name:
        return
    for model in (Assessment, Remark):
        model.objects.filter(
            stage=was.name,
            round=F("declaration__round"),
            declaration__cycle=stage.cycle_id,
            declaration__state__in=(*_JUDGED, State.PENDING_APPROVAL),
        ).update(stage=stage.name)


def may_change_role(stage: Stage, role: str) -> Answer:
    """The role of a stage is fixed while forms are judged in it."""
    count = stage.declarations.filter(state__in=_JUDGED).count() if role != stage.role else 0
    return Answer(False, ROLE_BUSY.format(stage=stage, count=count)) if count else YES


def may_change_desk(stage: Stage, desk: str) -> Answer:
    """Nobody may be left with a form in his hands that he could not judge any more."""
    if not desk or desk == stage.desk:
        return YES
    held = stage.declarations.filter(state__in=_JUDGED, assigned_to__isnull=False)
    fit = Membership.objects.filter(role=stage.role, desk__in=["", desk])
    misfits = User.objects.filter(pk__in=held.values("assigned_to")).exclude(memberships__in=fit)
    people = "、".join(str(one) for one in misfits.order_by("pk"))
    return Answer(False, DESK_HELD.format(stage=stage, people=people, desk=desk)) if people else YES


def may_remove_stage(stage: Stage) -> Answer:
    """One that no form is or was in; an open cycle keeps one to go through."""
    if count := stage.declarations.count():
        return Answer(False, STAGE_IN_USE.format(stage=stage, count=count))
    if stage.cycle.is_open and stage.cycle.stages.count() == 1:
        return Answer(False, LAST_STAGE)
    return YES


def may_extend(cycle: Cycle, closes_on: date) -> Answer:
    """Only to a day behind the last one of the cycle."""
    if closes_on > cycle.closes_on:
        return YES
    return Answer(False, NOT_LATER.format(closes_on=cycle.closes_on))


def extend(cycle: Cycle, unit: BudgetUnit, closes_on: date, reason: str, *, by: User) -> Extension:
    """Give one unit a later last day; a second one takes the place of the first."""
    given = {"closes_on": closes_on, "reason": reason, "given_by": by, "given_at": timezone.now()}
    extension, _ = Extension.objects.update_or_create(cycle=cycle, unit=unit, defaults=given)
    return extension
