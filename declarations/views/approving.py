"""The formal approval (批复), of many forms from one document; and the adjustment after it."""

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from declarations.forms.approving import AdjustmentForm, ApprovalForm
from declarations.life.refusals import Refused
from declarations.models.declaration import DeclarationQuerySet
from declarations.permissions import can_approve
from declarations.review.approving import approve_all
from declarations.review.bulk import Outcome
from declarations.review.todo import waiting
from declarations.workflow import Action, may, perform
from indicators.keys import key_of

from .access import declaration_or_404, require

PAGE_SIZE = 100
APPROVED = "已按“{number}”批复 {count} 张申报表。"
NOT_APPROVED = "“{name}”没有批复：{reason}"
ADJUSTING = "已建立调整草稿（第{version}版）。改好后送审；批复之前，原来的版本仍然有效。"


@require_http_methods(["GET", "HEAD", "POST"])
def approvals(request: HttpRequest) -> HttpResponse:
    """Approve the ticked forms; those that cannot be stay, and the page says why."""
    require(can_approve(request.user))
    pending = waiting(request.user, "to_approve").with_names()
    ticked = request.GET.get("pk", "")
    page = _page_of(pending, request.GET.get("page"), key_of(ticked))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    shown = pending.filter(pk__in=ApprovalForm.keys_in(request.POST)) if sent else page.object_list
    form = ApprovalForm(shown, *sent)
    if form.is_valid():
        outcome = approve_all(
            *(form.approvals(), request.user),
            scan=form.cleaned_data["scan"],
        )
        _tell(request, form.cleaned_data["number"], outcome)
        if not outcome.refused:
            return redirect("approvals")
        form = ApprovalForm(shown.all(), *sent)  # those that are approved now are gone
    context = {"section": "desk", "form": form, "page": page, "ticked": ticked}
    return render(request, "declarations/desk/approvals.html", context)


def _page_of(pending: DeclarationQuerySet, number: str | None, key: int) -> Page:
    """The page that is asked for; where none is, the one on which the form of this key stands."""
    pages = Paginator(pending, PAGE_SIZE)
    if number is None and key:
        keys = list(pending.values_list("pk", flat=True))
        number = keys.index(key) // PAGE_SIZE + 1 if key in keys else 1
    return pages.get_page(number)


def _tell(request: HttpRequest, number: str, outcome: Outcome) -> None:
    for declaration, reason in outcome.refused:
        messages.error(request, NOT_APPROVED.format(name=declaration, reason=reason))
    if outcome.done:
        messages.success(request, APPROVED.format(number=number, count=len(outcome.done)))


@require_http_methods(["GET", "HEAD", "POST"])
def adjust(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a new version of an approved form, with reason and basis."""
    declaration = declaration_or_404(request, pk, rows=False)
    require(may(declaration, Action.ADJUST, request.user))
    form = AdjustmentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            version = perform(
                *(declaration, Action.ADJUST, request.user),
                details=form.adjusting(),
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, ADJUSTING.format(version=version.version))
            return redirect("edit", version.pk, "basics")
    context = {"section": "list", "form": form, "declaration": declaration}
    return render(request, "declarations/adjust.html", context)
