"""What is done with a declaration as a whole, by one button: submit, withdraw, claim, pass …

Deeds that ask for more than a comment (批复, 调整, 改派) have pages of their own.
"""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from declarations.checks.messages import justification as words
from declarations.drafting import mending
from declarations.drafting.editing import Locked
from declarations.forms.answers import ReasonsForm
from declarations.forms.deeds import DeedForm
from declarations.models import Declaration
from declarations.permissions import Verb, can
from declarations.wizard import BY_KEY, Step
from declarations.workflow import Action, Refused, perform

from . import paper, steps
from .access import declaration_or_404
from .answers import UnkeptReason
from .returned import keep_answers

REASONS_REFUSED = "还没有送审：有的说明或答复要改一改，请看红字。"

#: What the page says when it is done.
DONE: Mapping[str, str] = {
    Action.SUBMIT: "已送审。审核人受理之前，您可以撤回。",
    Action.WITHDRAW: "已撤回，可以继续修改。改好后请重新送审。",
    Action.CLAIM: "已受理，由您办理。",
    Action.RELEASE: "已放回，同一环节的其他审核人可以受理。",
    Action.PASS: "已通过，转到下一个审核环节。",
    Action.RETURN: "已退回填报单位修改。",
    Action.GRADE_EXCELLENT: "已评为优，等待批复。",
    Action.GRADE_GOOD: "已评为良，请直接完善，完成后提请填报单位确认。",
    Action.GRADE_FAIR: "已评为中，退回填报单位修改。",
    Action.GRADE_POOR: "已评为差，不予安排。",
    Action.PROPOSE: "已提请填报单位确认。",
    Action.CONFIRM: "已确认，等待批复。",
    Action.OBJECT: "已转回审核人重新考虑。",
    Action.REOPEN: "已重新受理，退回填报单位修改。",
}


@require_POST
def deed(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Do it; where it is refused, show the page again with the reason and what was typed."""
    if action not in DONE:
        raise Http404
    declaration = declaration_or_404(request, pk, rows=False)
    form = DeedForm(request.POST)
    seen = form.seen_or_404()
    if form.fault:
        return _refused(request, declaration, action, form.fault)
    if action == Action.SUBMIT and (unkept := _said_along(request, declaration)):
        return _refused(request, declaration, action, REASONS_REFUSED, **unkept)
    try:
        perform(
            *(declaration, Action(action), request.user),
            comment=form.cleaned_data["comment"],
            seen=seen,
        )
    except Refused as refused:
        declaration = declaration_or_404(request, pk, rows=False)
        if not _is_done_already(declaration, action, request, seen):
            return _refused(request, declaration, action, str(refused))
    else:
        messages.success(request, DONE[action])
    step = _step(request)
    return redirect("edit", pk, step.key) if step else redirect("declaration", pk)


@require_POST
def keep_reason(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Keep the 说明 of one check as it was typed beside the button 送审, by htmx; a blank one takes
    it back."""
    declaration = declaration_or_404(request, pk, Verb.EDIT, rows=False)
    name = f"{ReasonsForm.PREFIX}{code}"
    text = request.POST.get(name, "")
    unkept = _justified(request, declaration, {name: text})
    if not text.strip():
        mending.withdraw_justification(declaration, code)
    on_step = BY_KEY["submit"]
    return steps.saved(request, declaration, on_step, justified=code, refused=unkept.get(code))


def _is_done_already(
    declaration: Declaration, action: str, request: HttpRequest, seen: int
) -> bool:
    """Whether this is the second click of two: the same deed of the same person was the last."""
    last = declaration.events.order_by("-id").first()
    is_same = last is not None and (last.action, last.by_id) == (action, request.user.pk)
    return is_same and declaration.turn == seen + 1


def _said_along(request: HttpRequest, declaration: Declaration) -> dict[str, object]:
    """Keep what was written beside the button 送审: answers to remarks, and reasons.

    It is kept although the submission may be refused then: what was typed is on the page again.
    Gives what of it cannot be kept, for the page to show.
    """
    answers = keep_answers(request, declaration)
    reasons = _justified(request, declaration, request.POST)
    if not (answers or reasons):
        return {}
    return {"answers_refused": answers, "reasons_refused": reasons}


def _justified(
    request: HttpRequest, declaration: Declaration, typed: Mapping[str, str]
) -> dict[str, UnkeptReason]:
    """Keep the reasons written beside the button 送审; those that cannot be kept, by their check.

    One of a warning that was mended meanwhile is not needed any more.
    """
    form = ReasonsForm(typed)
    if not (form.fields and can(request.user, Verb.EDIT, declaration)):
        return {}
    try:
        faults = form.faults | mending.justify_each(declaration, form.reasons, request.user)
    except Locked:
        return {}
    return {
        code: UnkeptReason(code, form.typed(code), fault)
        for code, fault in faults.items()
        if fault != words.NOT_FOUND
    }


def _refused(
    request: HttpRequest, declaration: Declaration, action: str, reason: str, **answer: object
) -> HttpResponse:
    """The page it was tried on, as things stand now."""
    refusal = {"action": action, "reason": reason, "comment": request.POST.get("comment", "")}
    if step := _step(request):
        response = steps.page(request, declaration, step, refusal=refusal, **answer)
    else:
        response = paper.page(request, declaration, refusal=refusal, **answer)
    response.status_code = 409
    return response


def _step(request: HttpRequest) -> Step | None:
    """The step of the wizard it was tried on; None: the page of the form."""
    step = BY_KEY.get(request.POST.get("step", ""))
    return None if step is None or step.needs_draft else step
