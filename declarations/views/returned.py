"""What a filler answers to the remarks his form was returned with."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from declarations.drafting.editing import Locked
from declarations.forms import messages
from declarations.forms.answers import AnswersForm, Unkept
from declarations.models import Declaration, Remark
from declarations.permissions import Verb, can
from declarations.review.remarks import answer_each, remarks_to_answer
from declarations.wizard import BY_KEY, Step

from . import paper, steps
from .access import declaration_or_404


@require_POST
def answer_remark(request: HttpRequest, pk: int, remark_pk: int) -> HttpResponse:
    """Keep the answer, and any other that was typed on the page; a blank one takes it back."""
    declaration = declaration_or_404(request, pk, Verb.EDIT, rows=False)
    remark = get_object_or_404(remarks_to_answer(declaration), pk=remark_pk)
    step = BY_KEY.get(request.POST.get("step", ""))
    unkept = keep_answers(request, declaration)
    if request.htmx:
        # The page of the form has no step; what an answer changes there is on the preview too.
        shown_on = step or BY_KEY["check"]
        return steps.saved(
            request, declaration, shown_on, answered=remark_pk, answers_refused=unkept
        )
    if unkept:
        return _again(request, declaration, step, unkept)
    page = reverse("edit", args=[pk, step.key]) if step else reverse("declaration", args=[pk])
    return redirect(f"{page}#remark-{remark.pk}")


def keep_answers(request: HttpRequest, declaration: Declaration) -> Mapping[int, Unkept]:
    """Keep the answers that came along; those that are not kept, by the key of their remark."""
    form = AnswersForm(request.POST)
    if not (form.fields and can(request.user, Verb.EDIT, declaration)):
        return {}
    try:
        taken = answer_each(declaration, form.answers, request.user)
    except Locked:
        return {}
    return form.faults | {key: _taken(one, form.answers[key].text) for key, one in taken.items()}


def _taken(remark: Remark, typed: str) -> Unkept:
    words = {"who": remark.answered_by, "text": remark.answer}
    return Unkept(typed, messages.ANSWERED_MEANWHILE % words, remark.answer)


def _again(
    request: HttpRequest,
    declaration: Declaration,
    step: Step | None,
    unkept: Mapping[int, Unkept],
) -> HttpResponse:
    """The page with what was typed and what is wrong with it."""
    if step:
        return steps.page(request, declaration, step, answers_refused=unkept)
    return paper.page(request, declaration, answers_refused=unkept)
