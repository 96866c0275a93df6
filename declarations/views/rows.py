"""The rows of the wizard: each indicator and each line of a cost table is saved by itself.

Every view answers htmx with what changed on the page, and a plain browser with a redirect to the
row; a row that could not be read comes back on its page with what was typed.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh, trigger_client_event

from declarations.drafting import editing
from declarations.forms.rows import CostItemForm, IndicatorForm, PlaceForm, RowForm, anchor
from declarations.models import CostItem, Declaration, Indicator
from declarations.permissions import Verb
from declarations.wizard import Step
from indicators import library
from indicators.keys import key_of
from indicators.models import SchemeNode

from .access import declaration_or_404, item_or_404, row_or_404
from .steps import let_go, page, save_of, saved, step_or_404, with_texts
from .undoing import Deed, remember

MOVES = {"up": -1, "down": 1}
DELETED = "已删除“{name}”。"
PROPOSED = (
    "已把“{name}”推荐到指标库，由管理员决定是否采纳；采纳后各单位填表时会看到。这张表没有变动。"
)
KNOWN = "指标库里已经有“{name}”，或者它正在等管理员处理，没有再推荐。"
NAMELESS = "没有名称的一条"


@require_POST
def add_row(request: HttpRequest, pk: int) -> HttpResponse:
    declaration = declaration_or_404(request, pk, Verb.EDIT, rows=False)
    nodes = SchemeNode.objects.filter(branch__scheme_id=declaration.scheme_id)
    node = get_object_or_404(nodes, pk=key_of(request.POST.get("node")))
    row = editing.add_row(declaration, node)
    return _added(request, declaration, row)


@require_POST
def row(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    """Save a row, and then delete, move, place or propose it if the button says so."""
    one = row_or_404(request, pk, row_pk)
    declaration = one.declaration
    deed = request.POST.get("do", "save")
    if deed == "delete":
        return _deleted(request, declaration, one, one.name)
    form = IndicatorForm(one, request.POST, **save_of(request))
    confirmed = deed == "save" and save_of(request)["confirmed"] is True
    editing.save_row(one, form.readable, request.user, looked_at=confirmed)
    steps = _steps(request) if deed == "move" else MOVES.get(deed, 0)
    if steps and (other := editing.move_row(one, steps)):
        return _moved(request, declaration, form, other, steps)
    place = PlaceForm(declaration, request.POST)
    if deed == "place" and place.is_valid():
        editing.place_row(one, place.cleaned_data["node"])
        return HttpResponseClientRefresh() if request.htmx else _back(request, declaration, one)
    if deed == "propose" and not form.errors:
        return _proposed(request, declaration, form)
    return _saved(request, declaration, form)


@require_POST
def add_item(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    row = row_or_404(request, pk, row_pk)
    return _added(request, row.declaration, editing.add_item(row))


@require_POST
def item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    one = item_or_404(request, pk, item_pk)
    declaration = one.indicator.declaration
    if request.POST.get("do") == "delete":
        return _deleted(request, declaration, one, one.label)
    form = CostItemForm(one, request.POST, **save_of(request))
    editing.save_item(one, form.readable, request.user)
    return _saved(request, declaration, form)


def _step(request: HttpRequest) -> Step:
    return step_or_404(request.POST.get("step", "indicators"))


def _back(
    request: HttpRequest, declaration: Declaration, row: Indicator | CostItem | None = None
) -> HttpResponse:
    url = reverse("edit", args=[declaration.pk, _step(request).key])
    return redirect(f"{url}#{anchor(row)}" if row else url)


def _saved(request: HttpRequest, declaration: Declaration, form: RowForm) -> HttpResponse:
    texts = let_go(request, form)
    if request.htmx:
        return with_texts(saved(request, declaration, _step(request), form), texts)
    if form.errors:
        return page(request, declaration, _step(request), row_form=form)
    return _back(request, declaration, form.row)


def _added(
    request: HttpRequest, declaration: Declaration, row: Indicator | CostItem
) -> HttpResponse:
    if not request.htmx:
        return _back(request, declaration, row)
    return saved(request, declaration, _step(request), added=[row])


def _deleted(
    request: HttpRequest, declaration: Declaration, row: Indicator | CostItem, name: str
) -> HttpResponse:
    record = editing.delete(row)
    text = DELETED.format(name=" ".join(name.split())[:30] or NAMELESS)
    remember(request, Deed(declaration.pk, text, record=record))
    if not request.htmx:
        return _back(request, declaration)
    return saved(request, declaration, _step(request), with_deed=True)


def _proposed(request: HttpRequest, declaration: Declaration, form: RowForm) -> HttpResponse:
    """Put the row before the administrator of the library, and say what became of it."""
    row = form.row
    kind = row.node.kind if row.node else ""
    try:
        _, is_new = library.propose(
            kind, row.name, row.value, declaration.unit.code, str(request.user)
        )
    except library.NotPossible as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, (PROPOSED if is_new else KNOWN).format(name=row.name.strip()))
    if not request.htmx:
        return _back(request, declaration, row)
    return saved(request, declaration, _step(request), form, with_deed=True)


def _moved(
    request: HttpRequest, declaration: Declaration, form: RowForm, other: int, steps: int
) -> HttpResponse:
    """The page moves the row's element itself, so that nothing typed elsewhere is replaced."""
    if not request.htmx:
        return _back(request, declaration, form.row)
    detail = {"row": form.anchor, "other": f"row-{other}", "steps": steps}
    answer = saved(request, declaration, _step(request), form)
    return trigger_client_event(answer, "row-moved", detail)


def _steps(request: HttpRequest) -> int:
    """How far a row was dragged; nowhere for what is no number."""
    text = request.POST.get("steps", "")
    distance = key_of(text.removeprefix("-"))
    return -distance if text.startswith("-") else distance
