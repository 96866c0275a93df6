"""Answers to findings: apply a fix, apply all mechanical ones, write a 说明, and take them back.

A plain browser is sent back to the page it came from. On a step of the wizard htmx gets what
depends on the deed, and the new texts of the fields by an event, so that nothing typed elsewhere
on the page is replaced.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh, trigger_client_event

from declarations.drafting import editing, mending
from declarations.forms.answers import CodeForm, JustificationForm
from declarations.forms.rows import anchor
from declarations.models import Correction, Declaration, Indicator
from declarations.permissions import Verb
from declarations.wizard import BY_KEY, STEPS, Step

from . import paper, steps
from .access import declaration_or_404
from .undoing import Deed, forget, last_deed, remember

MENDED = "已改好 {count} 处文字。"
GONE = "这一处已经改过了，没有再改。请看现在的自检结果。"
NOTHING_TO_UNDO = "没有可以撤销的修改。"
CONFIRMED = "{count} 条指标已标为核对过。"
RESTORED = "已恢复删除的内容。"
NOT_RESTORED = "没有恢复：它已经在表上，或者它所属的指标已经删除。"
UNDONE = "已撤销，恢复了 {count} 处原文。"
PARTLY_UNDONE = (
    "已撤销，恢复了 {count} 处原文；另有 {left} 处后来又改过，保持现在的文字，没有恢复。"
)


@dataclass(frozen=True, slots=True)
class UnkeptReason:
    """A 说明 that says too little, as it was typed, with the reason."""

    code: str
    text: str
    error: str


@require_POST
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    declaration = declaration_or_404(request, pk, Verb.EDIT, rows=False)
    code, where = request.POST.get("code", ""), request.POST.get("where", "")
    return corrected(request, declaration, mending.mend(declaration, code, where, request.user))


@require_POST
def mend_all(request: HttpRequest, pk: int) -> HttpResponse:
    declaration = declaration_or_404(request, pk, Verb.EDIT, rows=False)
    return corrected(request, declaration, mending.mend_all(declaration, request.user))


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the last deed: put texts back, or a deleted row; or let it be, and say no more."""
    declaration = declaration_or_404(request, pk, Verb.EDIT, rows=False)
    if request.POST.get("do") == "keep":
        forget(request)
        return answer(request, declaration)
    deed = last_deed(request, declaration)
    if deed is None:
        messages.warning(request, NOTHING_TO_UNDO)
        return answer(request, declaration)
    if deed.correction is None:
        return _restored(request, declaration, deed)
    correction = get_object_or_404(declaration.corrections, pk=deed.correction)
    left = mending.undo(correction)
    forget(request)
    count = len(correction.changes) - left
    if left:
        messages.warning(request, PARTLY_UNDONE.format(count=count, left=left))
    else:
        messages.success(request, UNDONE.format(count=count))
    return answer(request, declaration, correction)


@require_POST
def justify(request: HttpRequest, pk: int) -> HttpResponse:
    declaration = declaration_or_404(request, pk, Verb.EDIT, rows=False)
    form = JustificationForm(request.POST)
    code, text = form.code_or_404(), request.POST.get("text", "")
    try:
        mending.justify(declaration, code, form.reason(), request.user)
    except ValidationError as error:
        return _refused(request, declaration, UnkeptReason(code, text, error.messages[0]))
    return answer(request, declaration, at=f"check-{code}")


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a 说明 back."""
    declaration = declaration_or_404(request, pk, Verb.EDIT, rows=False)
    code = CodeForm(request.POST).code_or_404()
    mending.withdraw_justification(declaration, code)
    return answer(request, declaration, at=f"check-{code}")


@require_POST
def confirm_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """All rows taken over from last year were looked at."""
    declaration = declaration_or_404(request, pk, Verb.EDIT, rows=False)
    count = editing.confirm_rows(declaration)
    messages.success(request, CONFIRMED.format(count=count))
    return answer(request, declaration)


def corrected(
    request: HttpRequest,
    declaration: Declaration,
    correction: Correction | None,
    *,
    done: str = MENDED,
    nothing: str = GONE,
    at: str = "findings",
) -> HttpResponse:
    """Say what a correction did, or that there was ``nothing`` to do. ``at``: where on the page."""
    if correction is None:
        messages.warning(request, nothing)
    else:
        text = done.format(count=len(correction.changes))
        remember(request, Deed(declaration.pk, text, correction=correction.pk))
    return answer(request, declaration, correction, at=at)


def _restored(request: HttpRequest, declaration: Declaration, deed: Deed) -> HttpResponse:
    row = editing.restore(declaration, deed.record)
    forget(request)
    if row is None:
        messages.warning(request, NOT_RESTORED)
    else:
        messages.success(request, RESTORED)
    if request.htmx and _step(request):
        return HttpResponseClientRefresh()
    return redirect(_here(request, declaration) + (f"#{anchor(row)}" if row else ""))


def answer(
    request: HttpRequest,
    declaration: Declaration,
    correction: Correction | None = None,
    at: str = "findings",
) -> HttpResponse:
    """What depends on a deed, and the texts it changed; a plain browser goes to ``at``."""
    step = _step(request)
    if not request.htmx or step is None or step.shows_paper:
        return redirect(f"{_here(request, declaration)}#{at}")
    response = steps.saved(request, declaration, step, with_deed=True)
    return trigger_client_event(response, "texts-changed", _texts(declaration, correction))


def _texts(declaration: Declaration, correction: Correction | None) -> dict[str, str]:
    """The fields of the wizard that a correction or its undoing changed, with their texts now."""
    if correction is None:
        return {}
    columns = {name: f"id_{name}" for step in STEPS for name in step.fields.values()}
    rows: dict[int, Indicator] = {row.pk: row for row in declaration.rows()}
    texts = {}
    for change in correction.changes:
        name = change["field"]
        if "row" not in change:
            texts[columns[name]] = getattr(declaration, name)
        elif row := rows.get(change["row"]):
            texts[f"{anchor(row)}-{name}"] = getattr(row, name)
    return texts


def _refused(request: HttpRequest, declaration: Declaration, refused: UnkeptReason) -> HttpResponse:
    """The page again, with what was typed."""
    step = _step(request)
    if step is None:
        return paper.page(request, declaration, refused=refused)
    if request.htmx and not step.shows_paper:
        return steps.saved(request, declaration, step, refused=refused)
    return steps.page(request, declaration, step, refused=refused)


def _step(request: HttpRequest) -> Step | None:
    """The step of the wizard the deed was done on; None on the page of the form."""
    return BY_KEY.get(request.POST.get("step", ""))


def _here(request: HttpRequest, declaration: Declaration) -> str:
    step = _step(request)
    if step:
        return reverse("edit", args=[declaration.pk, step.key])
    return reverse("declaration", args=[declaration.pk])
