"""从项目库选择: make a declaration of a project of the budget, or tie a draft to one."""

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Q
from django.db.models.query import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from declarations.drafting.budget_projects import TAKEN, declare, may_tie, tie, to_declare, to_tie
from declarations.models import BudgetProject
from declarations.permissions import Verb, can_declare
from indicators.keys import key_of
from indicators.web import page_of, sought

from .access import declaration_or_404, require

PAGE_SIZE = 50
MADE = "已建立草稿，项目名称和年度资金总额照项目库填好了。各步可以按任意顺序填写，随时保存。"
TIED = "已对应到项目库的“{line}”，自检会核对项目名称和金额。"


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """The projects of the budget that wait for a declaration, to make one of."""
    require(can_declare(request.user))
    lines = to_declare(request.user).select_related("unit", "cycle")
    if request.method != "POST":
        return _page(request, lines, {})
    line = get_object_or_404(lines, pk=key_of(request.POST.get("line")))
    try:
        declaration = declare(line, by=request.user)
    except IntegrityError:  # in another window, a moment ago
        messages.error(request, TAKEN.format(line=line, cycle=line.cycle))
        return redirect("from_budget")
    messages.success(request, MADE)
    return redirect("edit", declaration.pk, "basics")


@require_http_methods(["GET", "HEAD", "POST"])
def choose_for(request: HttpRequest, pk: int) -> HttpResponse:
    """The projects of the budget that this draft may be about, to tie it to one."""
    declaration = declaration_or_404(request, pk, Verb.EDIT, rows=False)
    lines = to_tie(declaration).select_related("unit", "cycle")
    if request.method != "POST":
        return _page(request, lines, {"declaration": declaration})
    own = BudgetProject.objects.filter(unit=declaration.unit, cycle=declaration.cycle)
    line = get_object_or_404(own, pk=key_of(request.POST.get("line")))
    answer = may_tie(declaration, line)
    try:
        if answer:
            tie(declaration, line)
    except IntegrityError:  # in another window, a moment ago
        answer = may_tie(declaration, line)
    if not answer:
        messages.error(request, answer.reason)
        return redirect("tie_to_budget", pk)
    messages.success(request, TIED.format(line=line))
    return redirect("edit", pk, "basics")


def _page(
    request: HttpRequest, lines: QuerySet[BudgetProject], context: dict[str, object]
) -> HttpResponse:
    q = sought(request)
    for word in q.split():
        lines = lines.filter(Q(name__icontains=word) | Q(code__icontains=word))
    context |= {"section": "list", "page": page_of(request, lines, PAGE_SIZE), "q": q}
    return render(request, "declarations/from_budget.html", context)
