"""The list of declarations, and a new one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from declarations.actions import create_declaration
from declarations.content import Content
from declarations.drafting.budget_projects import to_declare
from declarations.drafting.last_year import offered
from declarations.forms.listing import FilterForm, NewDeclarationForm, total_of
from declarations.models import BudgetUnit, Cycle, Declaration
from declarations.models.declaration import DeclarationQuerySet
from declarations.permissions import can_audit, can_declare
from indicators.web import page_of, query_without

from .access import require
from .examined import examine_all

PAGE_SIZE = 50
CREATED = "已建立草稿。各步可以按任意顺序填写，随时保存。"


def listed(request: HttpRequest, form: FilterForm | None = None) -> DeclarationQuerySet:
    """The declarations that the list shows with this filter, on all its pages, in its order."""
    form = form or FilterForm(request.GET)
    visible = Declaration.objects.visible_to(request.user, chosen=True)
    return form.narrow(visible).order_by("-cycle__year", "id")


@require_safe
def declaration_list(request: HttpRequest) -> HttpResponse:
    """The declarations this person sees, narrowed by the filter, with their verdicts."""
    form = FilterForm(request.GET)
    declarations = listed(request, form)
    page = page_of(request, declarations, PAGE_SIZE)
    return render(
        request,
        "declarations/list.html",
        {
            "section": "list",
            "form": form,
            "page": page,
            "examined": examine_all(page.object_list.with_rows()),
            "total": total_of(declarations),
            "query": query_without(request, "page"),
            "may_audit": can_audit(request.user),
            "is_filtered": any(form.cleaned_data.values()),
            "fills": BudgetUnit.objects.filled_by(request.user, chosen=True).exists(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A blank declaration of a new project."""
    require(can_declare(request.user))
    form = NewDeclarationForm(request.user, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        newest = Cycle.objects.taking_forms().order_by("-year").first()
        carryable = offered(newest, request.user).count() if newest else 0
        context = {"section": "list", "form": form, "carryable": carryable}
        context["in_budget"] = to_declare(request.user).count()
        return render(request, "declarations/new.html", context)
    unit, cycle = form.cleaned_data["unit"], form.cleaned_data["cycle"]
    content = Content(year=cycle.year, project=form.cleaned_data["project_name"], unit=unit.name)
    declaration = create_declaration(content, unit=unit, cycle=cycle, by=request.user)
    messages.success(request, CREATED)
    return redirect("edit", declaration.pk, "basics")
