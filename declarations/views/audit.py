"""管理记录: what administrators did, for themselves and for the auditor (审计)."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from declarations.files.exporting import Format
from declarations.forms.audit import AuditFilter
from declarations.models import OfficeEvent
from declarations.permissions import can_watch
from declarations.review.event_log import in_portions, office_log
from indicators.web import page_of, query_without, send_file

from .access import require
from .office import render_office
from .oversight import MOST_EVENTS

PAGE_SIZE = 50
NAME = "管理记录.xlsx"
TOO_MANY = "符合条件的记录有{count}条，一次最多导出{most}条。请先按日期或事项筛选，再分次导出。"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The record, the latest first, narrowed by the filter."""
    form, events = _narrowed(request)
    context = {
        "form": form,
        "page": page_of(request, events, PAGE_SIZE),
        "query": query_without(request, "page"),
    }
    return render_office(request, "audit", context)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What the page shows with the same filter, on all its pages, the oldest first, as Excel."""
    _, events = _narrowed(request)
    if (count := events.count()) > MOST_EVENTS:
        messages.error(request, TOO_MANY.format(count=count, most=MOST_EVENTS))
        return redirect(f"{reverse('audit')}?{request.GET.urlencode()}")
    data = office_log(in_portions(events.order_by("id")))
    return send_file(data, NAME, Format.XLSX.content_type)


def _narrowed(request: HttpRequest) -> tuple[AuditFilter, QuerySet[OfficeEvent]]:
    require(can_watch(request.user))
    form = AuditFilter(request.GET)
    return form, form.narrow(OfficeEvent.objects.select_related("by"))
