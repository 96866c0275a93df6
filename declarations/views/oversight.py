"""What those see who watch over others: who has not submitted, the record, the dossiers."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from declarations.files.exporting import Format, file_stem
from declarations.files.zipping import streamed_zip
from declarations.models import BudgetUnit, Cycle, Declaration, OfficeEvent
from declarations.permissions import can_audit, can_remind, can_watch
from declarations.review.dossier import dossier
from declarations.review.event_log import event_log, events_of, in_portions
from declarations.review.progress import progress_of, remind
from indicators.web import send_file

from .access import declaration_or_404, require
from .listing import listed

REMINDED = "已提醒 {units} 个单位的 {people} 位填报人。"
NOBODY_CHOSEN = "还没有选择单位。请勾选要提醒的单位。"
TOO_MANY_EVENTS = (
    "符合条件的办理记录有{count}条，一次最多导出{most}条。请先按年度、状态或单位筛选，再分次导出。"
)
#: A sheet of so many rows takes some ten seconds.
MOST_EVENTS = 10_000
_PORTION = 50
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
    administrators and auditors with what administrators did on a second sheet, the latest first."""
    require(can_audit(request.user))
    events = events_of(listed(request).order_by().values("pk"))
    if (count := events.count()) > MOST_EVENTS:
        messages.error(request, TOO_MANY_EVENTS.format(count=count, most=MOST_EVENTS))
        return redirect(f"{reverse('list')}?{request.GET.urlencode()}")
    office = in_portions(OfficeEvent.objects.select_related("by")[:MOST_EVENTS])
    data = event_log(in_portions(events), office if can_watch(request.user) else None)
    return send_file(data, LOG_NAME, Format.XLSX.content_type)


@require_safe
def dossier_of(request: HttpRequest, pk: int) -> HttpResponse:
    require(can_audit(request.user))
    declaration = declaration_or_404(request, pk)
    return send_file(dossier(declaration), _dossier_name(declaration), Format.DOCX.content_type)


@require_safe
def dossiers(request: HttpRequest) -> HttpResponse:
    """A zip with a dossier for each declaration that the list shows with the same filter; sent
    while it is made, so that a whole cycle needs neither much memory nor a long wait."""
    require(can_audit(request.user))
    found = listed(request)
    if not (count := found.count()):
        raise Http404
    forms = found.with_rows().iterator(chunk_size=_PORTION)
    files = ((f"{one.pk}-{_dossier_name(one)}", dossier(one)) for one in forms)
    name = DOSSIERS_NAME.format(count=count)
    return send_file(streamed_zip(files), name, Format.ZIP.content_type)


def _dossier_name(declaration: Declaration) -> str:
    return DOSSIER_NAME.format(stem=file_stem(declaration))
