"""What those see who watch over others: who has not submitted, the record, the dossiers."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from declarations.files.exporting import Format, file_stem, zipped
from declarations.models import BudgetUnit, Cycle, OfficeEvent
from declarations.permissions import can_audit, can_remind, can_watch
from declarations.review.dossier import dossier
from declarations.review.event_log import event_log, events_of, in_order
from declarations.review.progress import progress_of, remind
from indicators.web import send_file

from .access import declaration_or_404, require
from .listing import listed

REMINDED = "已提醒 {units} 个单位的 {people} 位填报人。"
NOBODY_CHOSEN = "还没有选择单位。请勾选要提醒的单位。"
LOG_NAME = "办理记录.xlsx"
DOSSIER_NAME = "{stem}-档案.docx"
DOSSIERS_NAME = "{count}份申报表档案.zip"


@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, year: int) -> HttpResponse:
    """Who has not submitted in this cycle; reminds the ticked units."""
    require(can_remind(request.user))
    cycle = get_object_or_404(Cycle, year=year)
    units = progress_of(cycle, BudgetUnit.objects.visible_to(request.user, chosen=True))
    if request.method == "POST":
        chosen = [one for one in units if str(one.unit.pk) in request.POST.getlist("unit")]
        if not chosen:
            messages.warning(request, NOBODY_CHOSEN)
        else:
            people = remind(cycle, chosen, request.POST.get("more", ""))
            messages.success(request, REMINDED.format(units=len(chosen), people=people))
        return redirect("progress", year)
    context = {
        "section": "progress",
        "cycle": cycle,
        "cycles": Cycle.objects.shown(),
        "units": units,
        "late": sum(one.is_late for one in units),
    }
    return render(request, "declarations/progress.html", context)


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The record of the declarations that the list shows with the same filter, as Excel; for
    administrators and auditors with all that administrators did on a second sheet."""
    require(can_audit(request.user))
    office = in_order(OfficeEvent.objects.all()) if can_watch(request.user) else None
    data = event_log(events_of(listed(request).order_by().values("pk")), office)
    return send_file(data, LOG_NAME, Format.XLSX.content_type)


@require_safe
def dossier_of(request: HttpRequest, pk: int) -> HttpResponse:
    require(can_audit(request.user))
    declaration = declaration_or_404(request, pk)
    name = DOSSIER_NAME.format(stem=file_stem(declaration))
    return send_file(dossier(declaration), name, Format.DOCX.content_type)


@require_safe
def dossiers(request: HttpRequest) -> HttpResponse:
    """A zip with a dossier for each declaration that the list shows with the same filter."""
    require(can_audit(request.user))
    declarations = list(listed(request).with_rows())
    if not declarations:
        raise Http404
    data = zipped(
        (f"{one.pk}-{DOSSIER_NAME.format(stem=file_stem(one))}", dossier(one))
        for one in declarations
    )
    return send_file(data, DOSSIERS_NAME.format(count=len(declarations)), Format.ZIP.content_type)
