"""The wizard: one page a step, saved as far as it can be read."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django_htmx.http import trigger_client_event

from declarations import wizard
from declarations.drafting.budget_projects import to_tie
from declarations.drafting.editing import save_fields
from declarations.forms.rows import CostItemForm, PlaceForm, RowForm, anchor
from declarations.forms.saving import SavedForm
from declarations.models import CostItem, Declaration, Indicator
from declarations.permissions import Verb

from .access import declaration_or_404
from .examined import examine
from .last_year import shown_last_year
from .life import sending_context
from .paper import paper_context
from .remarked import returned_with
from .tree import Edited
from .undoing import last_deed, shown_deed

#: How a button says which text of a field two people changed is to stay: ``theirs:value``.
MINE, THEIRS = "mine:", "theirs:"


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Show a step; save what of it can be read, and give the rest back with its errors."""
    step = step_or_404(key)
    verb = Verb.EDIT if step.needs_draft else Verb.VIEW
    declaration = declaration_or_404(request, pk, verb, rows=False)
    if request.method != "POST" or step.form is None:
        return page(request, declaration, step)
    form = step.form(declaration, request.POST, **save_of(request))
    save_fields(declaration, form.readable, request.user)
    texts = let_go(request, form)
    if request.htmx:
        return with_texts(saved(request, declaration, step, form), texts)
    if form.errors:
        return page(request, declaration, step, form)
    following = wizard.after(step) if "next" in request.POST else step
    return redirect("edit", pk, following.key)


def save_of(request: HttpRequest) -> dict[str, Any]:
    """Who saves, and whether over what others wrote: asked for by a button, for all fields or
    for one (``mine:value``), and never while one types or moves on."""
    do = request.POST.get("do", "" if request.htmx else "save")
    field = do.removeprefix(MINE)
    return {"confirmed": do == "save" if field == do else field, "by": request.user}


def let_go(request: HttpRequest, form: SavedForm) -> dict[str, Any]:
    """Of a field that somebody else changed, take what he wrote, where the button says so."""
    do = request.POST.get("do", "")
    return form.let_go(do.removeprefix(THEIRS)) if do.startswith(THEIRS) else {}


def with_texts(response: HttpResponse, texts: dict[str, Any]) -> HttpResponse:
    """Has the page write these texts into its fields."""
    return trigger_client_event(response, "texts-changed", texts) if texts else response


def step_or_404(key: str) -> wizard.Step:
    if key not in wizard.BY_KEY:
        raise Http404
    return wizard.BY_KEY[key]


def page(
    request: HttpRequest,
    declaration: Declaration,
    step: wizard.Step,
    form: Form | None = None,
    row_form: RowForm | None = None,
    **answer: object,
) -> HttpResponse:
    """The page of a step. A form that could not be read stands there with what was typed.

    ``answer``: what is to be said of an answer to a finding (``refused``).
    """
    declaration.fetch_rows()
    examined = examine(declaration)
    if form is None and step.form:
        form = step.form(declaration)
    context = {
        "section": "list",
        "examined": examined,
        "step": step,
        "next_step": wizard.after(step),
        "form": form,
        "refused_form": row_form or (form if form and form.errors else None),
        "may_edit": True,
        "deed": shown_deed(request, declaration) if step.needs_draft else None,
        "last_year": shown_last_year(declaration, form),
    }
    context |= returned_with(request, examined, step) | answer
    if extra := EXTRAS.get(step.key):
        context |= extra(Edited(examined, row_form))
    if not step.needs_draft:
        context |= sending_context(examined, request.user)
    return render(request, step.template, context)


def saved(
    request: HttpRequest,
    declaration: Declaration,
    step: wizard.Step,
    form: Form | None = None,
    added: Sequence[Indicator | CostItem] = (),
    *,
    with_deed: bool = False,
    **answer: object,
) -> HttpResponse:
    """What htmx puts into the page after a deed: the save state or the new rows, and all that
    depends on them. New rows bring their own findings; the page has no place for them yet.

    ``with_deed``: the deed can be taken back, and the page is to say so. The header ``Draft-State``
    grows with each change of the draft: a page that saves several forms at once shows the newest.
    """
    declaration.fetch_all()
    examined = examine(declaration)
    edited = Edited(examined)
    new = {anchor(row) for row in added}
    context = {
        "declaration": declaration,
        "examined": examined,
        "step": step,
        "form": form,
        "saved_at": timezone.now(),
        "slots": [slot for slot in edited.slots(step.key) if slot.element not in new],
        "readings": [each for each in edited.readings(step.key) if each[0] not in new],
        "chipped": edited.chipped(step.key, form, with_deed),
        "cost_rows": edited.cost_rows(step.key),
        "items": [item for item in examined.items if anchor(item) not in new],
        "oob": True,
        "with_items": step.key == "funding",
        "may_edit": True,
        "with_deed": with_deed,
        "deed": last_deed(request, declaration) if with_deed else None,
    }
    context |= returned_with(request, examined, step) | answer
    if added and step.key == "funding":
        context["picks"] = edited.picks()
    context["added_rows"] = [edited.row(row) for row in added if isinstance(row, Indicator)]
    context["added_items"] = [edited.item(row) for row in added if isinstance(row, CostItem)]
    if not step.needs_draft:
        context |= sending_context(examined, request.user)
    response = render(request, "declarations/wizard/saved.html", context)
    response["Draft-State"] = f"{declaration.updated_at:%Y%m%d%H%M%S%f}"
    return response


def _tree(edited: Edited) -> dict[str, object]:
    return {
        "branches": edited.branches(),
        "foreign": edited.foreign(),
        "place_form": PlaceForm(edited.examined.declaration),
        "blank_row": edited.blank_row(),
    }


def _budget(edited: Edited) -> dict[str, object]:
    return {"budget_lines": to_tie(edited.examined.declaration).exists()}


def _costs(edited: Edited) -> dict[str, object]:
    return {
        "cost_nodes": edited.cost_nodes(),
        "picks": edited.picks(),
        "blank_row": edited.blank_row(),
        "blank_item": CostItemForm(CostItem()),
    }


def _preview(edited: Edited) -> dict[str, object]:
    return paper_context(edited.examined)


#: What the pages of some steps show beside their form.
EXTRAS: Mapping[str, Callable[[Edited], dict[str, object]]] = {
    "basics": _budget,
    "funding": _costs,
    "indicators": _tree,
    "check": _preview,
}
