"""The form as on paper, with what is wrong at its cells; and the way out as a document."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from declarations.content import Content
from declarations.drafting.last_year import files_of_last_year
from declarations.files.exporting import Format, Refused, export, file_stem
from declarations.files.replacing import last_replacement
from declarations.forms.attachments import AttachmentForm
from declarations.models import Declaration
from declarations.permissions import Verb, can, can_audit
from declarations.sheet import Cell, Grid, TooLong, lay_out
from declarations.shown import cell_id
from indicators.tree import SchemeTree
from indicators.web import send_file

from .access import declaration_or_404
from .changed import improvements
from .examined import Examined, examine, examine_all
from .life import life_of
from .listing import listed
from .remarked import returned_with
from .undoing import shown_deed

DRAFT_NAME = "{stem}（草稿）"
LEVEL1_COLUMN = 1  # of the laid-out form; level 2 stands to its right
#: All are checked before one is written: so many take some ten seconds.
MOST_EXPORTED = 500
TOO_MANY = (
    "符合条件的申报表有{count}张，一次最多导出{most}张。请先按年度、状态或单位筛选，再分次导出。"
)
MANY_NAME = "{count}份绩效目标申报表"


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, declaration_or_404(request, pk, rows=False))


def page(request: HttpRequest, declaration: Declaration, **answer: object) -> HttpResponse:
    """The page of a form. ``answer``: what is to be said of an answer to a finding."""
    declaration.fetch_rows()
    examined = examine(declaration)
    may_edit = can(request.user, Verb.EDIT, declaration)
    return render(
        request,
        "declarations/paper.html",
        {
            "section": "list",
            "examined": examined,
            "neighbours": _neighbours(request, declaration),
            "query": request.GET.urlencode(),
            "may_edit": may_edit,
            "life": (life := life_of(declaration, request.user)),
            "changes": improvements(examined) if "confirm" in life.actions else [],
            "attachment_form": AttachmentForm(declaration) if may_edit else None,
            "last_years_files": files_of_last_year(declaration, request.user) if may_edit else (),
            "may_audit": can_audit(request.user),
            "may_delete": can(request.user, Verb.DELETE, declaration),
            "replacement": last_replacement(declaration) if may_edit else None,
            "deed": shown_deed(request, declaration),
        }
        | paper_context(examined)
        | returned_with(request, examined)
        | answer,
    )


def _neighbours(request: HttpRequest, declaration: Declaration) -> dict[str, int]:
    """The declarations before and after this one in the list with the same filter; none for one
    that the filter leaves out."""
    found = listed(request)
    year, pk = declaration.cycle.year, declaration.pk
    behind = Q(cycle__year__lt=year) | Q(cycle__year=year, pk__gte=pk)
    here = list(found.filter(behind).values_list("pk", flat=True)[:2])
    if here[:1] != [pk]:
        return {}
    before = found.exclude(behind).order_by("cycle__year", "-id").values_list("pk", flat=True)[:1]
    around = {"previous": list(before), "next": here[1:]}
    return {which: found[0] for which, found in around.items() if found}


def paper_context(examined: Examined) -> dict[str, object]:
    """What ``parts/paper.html`` draws, beside ``examined``."""
    files = examined.declaration.attachments.select_related("indicator", "cost_item", "uploaded_by")
    return {"attachments": files, **drawn(examined.content, examined.tree)}


def drawn(content: Content, tree: SchemeTree) -> dict[str, object]:
    """A form laid out, as the templates draw it."""
    grid = lay_out(content, tree)
    nodes = _nodes(grid, tree)
    return {
        "above": grid.above,
        "landscape": grid.landscape,
        "columns": [round(100 * width / sum(grid.widths), 2) for width in grid.widths],
        "paper_rows": [
            [PaperCell(cell, cell.where or nodes.get(cell, "")) for cell in row]
            for row in grid.rows
        ],
    }


@dataclass(frozen=True, slots=True)
class PaperCell:
    """A cell of the paper with the place on the form that it shows, if any."""

    cell: Cell
    where: str

    @property
    def id(self) -> str:
        return cell_id(self.where) if self.where else ""


def _nodes(grid: Grid, tree: SchemeTree) -> dict[Cell, str]:
    """The places of the cells that name a level-2 node: one without rows has findings too."""
    places = {(node.level1, node.name): place for place, node in enumerate(tree.nodes())}
    nodes: dict[Cell, str] = {}
    level1 = ""
    for cell in grid.cells:
        if cell.role != "node":
            continue
        if cell.column == LEVEL1_COLUMN:
            level1 = cell.text
        elif (level1, cell.text) in places:
            nodes[cell] = f"nodes[{places[level1, cell.text]}]"
    return nodes


@require_safe
def export_one(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    declaration = declaration_or_404(request, pk, Verb.EXPORT)
    return _document(request, [declaration], format, file_stem(declaration))


@require_safe
def export_many(request: HttpRequest, format: str) -> HttpResponse:
    """All declarations that the list shows with the same filter, on all its pages."""
    found = listed(request)
    if not (count := found.count()):
        raise Http404
    if count > MOST_EXPORTED:
        messages.error(request, TOO_MANY.format(count=count, most=MOST_EXPORTED))
        return redirect(f"{reverse('list')}?{request.GET.urlencode()}")
    declarations = list(found.with_rows())
    return _document(request, declarations, format, MANY_NAME.format(count=len(declarations)))


def _document(
    request: HttpRequest, declarations: Iterable[Declaration], format: str, stem: str
) -> HttpResponse:
    """The file; or, where errors stand and no draft is asked for, the page that lists them."""
    if format not in set(Format):
        raise Http404
    kind, draft = Format(format), "draft" in request.GET
    try:
        data = export(declarations, kind, draft=draft)
    except Refused as refused:
        return _refusal(request, refused, len(list(declarations)))
    except TooLong as refused:
        messages.error(request, str(refused))
        return redirect("list")
    name = DRAFT_NAME.format(stem=stem) if draft else stem
    return send_file(data, f"{name}.{kind}", kind.content_type)


def _refusal(request: HttpRequest, refused: Refused, asked: int) -> HttpResponse:
    query = request.GET.copy()
    query["draft"] = "1"
    standing = [each.declaration for each in refused.standing]
    context = {
        "section": "list",
        "examined": examine_all(standing),
        "editable": {one.pk for one in standing if can(request.user, Verb.EDIT, one)},
        "asked": asked,
        "draft_url": f"{request.path}?{query.urlencode()}",
    }
    return render(request, "declarations/refused.html", context)
