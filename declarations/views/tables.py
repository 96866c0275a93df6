"""Excel imports of 管理: choose a file, see what it would do, confirm all or nothing.

The dry run and the import take the same path; between the two the file is kept in the database.
"""

import uuid

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from declarations.forms.tables import SheetForm
from declarations.models import Cycle, SheetUpload
from declarations.office.record import Deed
from declarations.tables import TABLES, Import, Table
from indicators.excel_rows import Outcome, import_rows
from indicators.form_changes import BETWEEN
from indicators.office_files import XLSX_TYPE
from indicators.web import send_file

from .access import for_administrators
from .office import note, render_office

TEMPLATE_NAME = "{title}导入模板.xlsx"
EXPORT_NAME = "{year}{title}.xlsx"
IMPORTED = "已导入{title}：新建{new}，更新{changed}，没有变化{same}。"
NOTED = "{file}：新建{new}，更新{changed}，没有变化{same}"
DISCARDED = "已放弃这次导入，没有写入任何内容。"
NOT_WRITTEN = "文件里有问题，没有写入任何内容。请改好后重新上传。"


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def upload(request: HttpRequest, kind: str, year: int | None = None) -> HttpResponse:
    """Choose a file. It is kept until it is confirmed, given up, or a day has passed."""
    table, cycle = _table_or_404(kind, year)
    form = SheetForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        context = {"form": form, "table": table, "cycle": cycle}
        return render_office(request, "import", context)
    SheetUpload.objects.outdated().delete()
    file = form.cleaned_data["file"]
    kept = SheetUpload.objects.create(
        user=request.user, kind=kind, cycle=cycle, name=file.name, data=file.read()
    )
    return redirect("table_preview", kept.pk)


@require_safe
@for_administrators
def preview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What the file would do, or all that is wrong with it."""
    kept = get_object_or_404(_own(request), pk=pk)
    context = {
        "kept": kept,
        "table": TABLES[kept.kind],
        "cycle": kept.cycle,
        "outcome": _run(kept, Import(kept.cycle), dry_run=True),
    }
    return render_office(request, "import_preview", context)


@never_cache
@require_POST
@for_administrators
def confirm(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Write all rows, or none; passwords that were given out are shown this once."""
    try:
        kept, run, outcome = _carry_out(request, pk)
    except IntegrityError:  # somebody made one of them since the check, a moment ago
        outcome = None
    if outcome is None or not outcome.is_good:
        messages.error(request, NOT_WRITTEN)
        return redirect("table_preview", pk)
    table, done = TABLES[kept.kind], outcome.written
    said = IMPORTED.format(title=table.title, new=done.new, changed=done.changed, same=done.same)
    if run.issued:
        context = {"said": said, "issued": run.issued, "back": _page_of(table, kept.cycle)}
        return render_office(request, "issued", context)
    messages.success(request, said)
    return redirect(_page_of(table, kept.cycle))


@require_POST
@for_administrators
def discard(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    kept = get_object_or_404(_own(request), pk=pk)
    kept.delete()
    messages.info(request, DISCARDED)
    return redirect(_page_of(TABLES[kept.kind], kept.cycle))


@require_safe
@for_administrators
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The blank sheet to be filled in."""
    table = TABLES.get(kind)
    if table is None:
        raise Http404
    return send_file(table.template(), TEMPLATE_NAME.format(title=table.title), XLSX_TYPE)


@require_safe
@for_administrators
def export(request: HttpRequest, kind: str, year: int | None = None) -> HttpResponse:
    """All there are, as a sheet that can be imported again."""
    table, cycle = _table_or_404(kind, year)
    try:
        data = table.export(cycle)
    except ValueError as error:
        messages.error(request, str(error))
        return redirect(_page_of(table, cycle))
    return send_file(data, EXPORT_NAME.format(year=year or "", title=table.title), XLSX_TYPE)


@transaction.atomic
def _carry_out(request: HttpRequest, pk: uuid.UUID) -> tuple[SheetUpload, Import, Outcome]:
    """Import the file, and forget it where all went well. Locked: nobody imports it twice."""
    kept = get_object_or_404(_own(request).select_for_update(of=("self",)), pk=pk)
    run = Import(kept.cycle)
    outcome = _run(kept, run, dry_run=False)
    if outcome.is_good:
        SheetUpload.objects.filter(pk=pk).delete()
        subject = f"{kept.cycle or ''}{TABLES[kept.kind].title}"
        note(request, Deed.IMPORTED, subject, _told(kept, run, outcome))
    return kept, run, outcome


def _told(kept: SheetUpload, run: Import, outcome: Outcome) -> str:
    """What the record says of an import: the file, the counts, and each post that was given."""
    done = outcome.written
    counts = NOTED.format(file=kept.name, new=done.new, changed=done.changed, same=done.same)
    return BETWEEN.join([counts, *run.posts])


def _run(kept: SheetUpload, run: Import, *, dry_run: bool) -> Outcome:
    importer = TABLES[kept.kind].for_run(run)
    return import_rows(bytes(kept.data), importer, dry_run=dry_run)


def _table_or_404(kind: str, year: int | None) -> tuple[Table, Cycle | None]:
    table = TABLES.get(kind)
    if table is None or table.of_cycle != (year is not None):
        raise Http404
    return table, get_object_or_404(Cycle, year=year) if year else None


def _own(request: HttpRequest) -> object:
    return SheetUpload.objects.filter(user=request.user).select_related("cycle")


def _page_of(table: Table, cycle: Cycle | None) -> str:
    return reverse(table.page, args=[cycle.year] if cycle else [])
