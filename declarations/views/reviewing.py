"""One form before its reviewer: paper, findings, remarks at the cells, sheet, decision."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from declarations.forms.desk import DecisionForm, RemarkForm, SheetForm
from declarations.life.refusals import Refused
from declarations.life.stages import waiting_people
from declarations.life.workflow_table import RETURNING, Action, Transition
from declarations.models import Declaration, Remark
from declarations.permissions import Verb
from declarations.review.remarks import (
    add_remark,
    open_remarks,
    passed_on,
    remarks_to_answer,
    take_back,
)
from declarations.review.review_sheet import overall, propose, set_key_project
from declarations.review.ruleset import rules_changed
from declarations.workflow import offers, perform
from indicators.keys import key_of
from indicators.web import query_without

from .access import declaration_or_404
from .changed import changes_of_round
from .desk import next_in_queue, next_to
from .examined import examine
from .paper import paper_context
from .remarked import by_cell, remarks_shown

DECIDED = "“{name}”：{deed}。"
REMARKED = "意见已记下，随您的决定一起发出。"
KEY = "已设为重点项目，按得分审核。"
NOT_KEY = "已改为一般项目，按等级审核。"
JUDGED = "这张申报表已经审完，不能再改按等级还是按得分审核。"

#: What does not judge: done beside the decision, without sheet and comment.
ASIDE = frozenset({Action.CLAIM, Action.RELEASE, Action.ASSIGN})
#: What has a page of its own.
ELSEWHERE = frozenset({Action.APPROVE, Action.ADJUST, Action.REOPEN})
_JUDGING = frozenset({Verb.REVIEW, Verb.IMPROVE, Verb.APPROVE, Verb.ASSIGN})


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, declaration_or_404(request, pk))


def page(
    request: HttpRequest,
    declaration: Declaration,
    *,
    decision: DecisionForm | None = None,
    sheet: SheetForm | None = None,
    remark: RemarkForm | None = None,
) -> HttpResponse:
    """The page, with the forms as they were sent where something could not be done."""
    examined = examine(declaration)
    offered = judging(declaration, request)
    decisions = _decisions(offered)
    proposals = propose(examined.report)
    paper = paper_context(examined)
    at = _cell(request.GET.get("at", ""), paper)
    nothing = declaration.remarks.none()
    unsent = open_remarks(declaration) if offered else nothing
    before = passed_on(declaration) if offered else nothing
    drafts = remarks_shown(examined, unsent.select_related("by"))
    passed = remarks_shown(examined, before.select_related("by"))
    earlier = remarks_shown(examined, remarks_to_answer(declaration).select_related("by"))
    remark = remark or (RemarkForm(initial={"where": at}) if at else None)
    context = {
        "section": "desk",
        "examined": examined,
        "changes": changes_of_round(examined, earlier),
        "is_review": True,
        "on_paper": True,
        "decisions": decisions,
        "aside": [row for row in offered if _is_open(row, declaration, request)],
        "approves": any(row.action == Action.APPROVE for row in offered),
        "judges": _judges(offered),
        "decision": decision or DecisionForm(decisions, declaration.turn),
        "sheet": sheet or SheetForm(declaration, proposals),
        "proposed": overall({item: one.grade for item, one in proposals.items()}),
        "rules_changed": rules_changed(declaration) if offered else "",
        "following": next_to(request, declaration),
        "may_remark": any(row.action == Action.RETURN for row in offered),
        "returning": RETURNING,
        "remark": remark,
        "remark_at": (place := _cell(remark["where"].value(), paper) or "form") if remark else "",
        "remark_label": examined.label_of(place) if remark else "",
        "drafts": drafts,
        "passed": passed,
        "earlier": earlier,
        "remarks_by_cell": by_cell([*earlier, *passed, *drafts]),
        "people": _colleagues(request, declaration, offered),
        "query": _filter_of(request),
    }
    return render(request, "declarations/desk/review.html", context | paper)


def _decisions(offered: list[Transition]) -> list[Transition]:
    """The buttons below the sheet: what sends the form on before what sends it back."""
    decisions = [row for row in offered if row.action not in ASIDE | ELSEWHERE]
    return sorted(decisions, key=lambda row: row.action == Action.RETURN)


def _cell(where: str, paper: dict[str, object]) -> str:
    """The place asked for, if the paper shows it."""
    shown = {each.where for row in paper["paper_rows"] for each in row} | {"form"}
    return where if where in shown else ""


def judging(declaration: Declaration, request: HttpRequest) -> list[Transition]:
    """What this person may do with it now as one who judges."""
    return [row for row in offers(declaration, request.user) if row.verb in _JUDGING]


def _judges(offered: list[Transition]) -> bool:
    """Whether he fills the review sheet now. Whoever improves or approves the form afterwards
    leaves it as it was judged."""
    return any(row.verb is Verb.REVIEW for row in offered)


def _is_open(row: Transition, declaration: Declaration, request: HttpRequest) -> bool:
    """Whether this deed beside the decision makes sense: to take up what is free, to put back what
    is his own."""
    holder = declaration.assigned_to_id
    if row.action == Action.CLAIM:
        return holder is None
    return row.action == Action.ASSIGN or (
        row.action == Action.RELEASE and holder == request.user.pk
    )


def _colleagues(
    request: HttpRequest, declaration: Declaration, offered: list[Transition]
) -> list[object]:
    """To whom it may be assigned."""
    if not any(row.action == Action.ASSIGN for row in offered):
        return []
    return list(waiting_people(declaration).exclude(pk=declaration.assigned_to_id))


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry out the decision, with the sheet where it is judged, and go on to the next form."""
    declaration = declaration_or_404(request, pk)
    offered = judging(declaration, request)
    following = next_in_queue(request, declaration)
    form = DecisionForm(offered, declaration.turn, request.POST)
    sheet = SheetForm(declaration, propose(examine(declaration).report), request.POST)
    judges = _judges(offered)
    if not (form.is_valid() & (sheet.is_valid() or not judges)):
        return page(request, declaration, decision=form, sheet=sheet)
    action = Action(form.cleaned_data["action"])
    try:
        with transaction.atomic():
            if judges and action not in ASIDE:
                sheet.save(request.user)
            perform(
                declaration,
                action,
                request.user,
                comment=form.cleaned_data["comment"],
                seen=form.cleaned_data["turn"],
                details=_person(request, declaration) if action is Action.ASSIGN else None,
            )
    except Refused as refused:
        messages.error(request, str(refused))
        declaration = declaration_or_404(request, pk)
        return page(request, declaration, decision=form, sheet=sheet)
    deed = dict(form.fields["action"].choices)[action]
    messages.success(request, DECIDED.format(name=declaration, deed=deed))
    return redirect(_here(request, pk) if action in ASIDE else following)


def _person(request: HttpRequest, declaration: Declaration) -> object:
    return waiting_people(declaration).filter(pk=key_of(request.POST.get("to"))).first()


@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something of one cell."""
    declaration = declaration_or_404(request, pk)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return page(request, declaration, remark=form)
    said = form.cleaned_data
    try:
        made = add_remark(declaration, said["where"], said["text"], request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return page(request, declaration, remark=form)
    messages.success(request, REMARKED)
    return redirect(f"{_here(request, pk)}#remark-{made.pk}")


@require_POST
def withdraw_remark(request: HttpRequest, pk: int, remark_pk: int) -> HttpResponse:
    """Take back what was not sent yet."""
    declaration = declaration_or_404(request, pk, rows=False)
    try:
        take_back(get_object_or_404(Remark, pk=remark_pk, declaration=declaration), request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(f"{_here(request, pk)}#remarks")


@require_POST
def set_key(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the project a key project (重点项目), which is scored, or an ordinary one."""
    declaration = declaration_or_404(request, pk, Verb.REVIEW, rows=False)
    if not _judges(judging(declaration, request)):
        messages.error(request, JUDGED)
        return redirect(_here(request, pk))
    is_key = request.POST.get("key") == "1"
    set_key_project(declaration, is_key, by=request.user)
    messages.success(request, KEY if is_key else NOT_KEY)
    return redirect(f"{_here(request, pk)}#sheet")


def _here(request: HttpRequest, pk: int) -> str:
    address, query = reverse("review", args=[pk]), _filter_of(request)
    return f"{address}?{query}" if query else address


def _filter_of(request: HttpRequest) -> str:
    """The filter of the queue, without the cell that a remark was to be made on."""
    return query_without(request, "at")
