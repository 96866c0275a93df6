"""What a filler answers to a remark his form was returned with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from declarations.permissions import Verb
from declarations.remarks import answer, remarks_to_answer
from declarations.wizard import BY_KEY

from .access import declaration_or_404


@require_POST
def answer_remark(request: HttpRequest, pk: int, remark_pk: int) -> HttpResponse:
    """Keep the answer; a blank one takes it back."""
    declaration = declaration_or_404(request, pk, Verb.EDIT, rows=False)
    remark = get_object_or_404(remarks_to_answer(declaration), pk=remark_pk)
    answer(
        remark, request.POST.get("answer", "").replace("\r\n", "\n").replace("\0", ""), request.user
    )
    step = BY_KEY.get(request.POST.get("step", ""))
    page = reverse("edit", args=[pk, step.key]) if step else reverse("declaration", args=[pk])
    return redirect(f"{page}#remark-{remark.pk}")
