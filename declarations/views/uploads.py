"""Import: upload, look at what was read and what was not, confirm all or nothing."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from declarations.forms.uploads import UploadForm
from declarations.importing import Plan, carry_out, plan_import
from declarations.models import BudgetUnit, Upload, UploadedFile
from declarations.permissions import can_declare, takes_forms

IMPORTED = "已导入{count}张申报表，都是草稿。有错误的请逐张修改。"
DISCARDED = "已放弃这次导入，没有写入任何内容。"
NOT_READY = "有文件读不出来，这次导入没有写入任何内容。"


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose files. They are kept in the database until they are confirmed or a day has passed."""
    if not (answer := can_declare(request.user)):
        raise PermissionDenied(answer.reason)
    if request.method != "POST":
        return _choose(request, UploadForm(request.user))
    form = UploadForm(request.user, request.POST, request.FILES)
    if not form.is_valid():
        return _choose(request, form)
    Upload.objects.outdated().delete()
    return redirect("import_preview", _keep(request, form).pk)


@require_safe
def preview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What would be imported, and what was not understood, with its place."""
    kept = _own_or_404(request, pk)
    context = {"section": "import", "upload": kept, "plan": _plan(kept)}
    return render(request, "declarations/import/preview.html", context)


@require_POST
def confirm(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Write all forms of the upload, or none."""
    with transaction.atomic():
        kept = _own_or_404(request, pk, lock=True)
        if not (answer := takes_forms(kept.cycle)):
            messages.error(request, answer.reason)
            return redirect("import_preview", pk)
        plan = _plan(kept)
        if not plan.is_ready:
            messages.error(request, NOT_READY)
            return redirect("import_preview", pk)
        declarations = carry_out(plan, by=request.user)
        kept.delete()
    messages.success(request, IMPORTED.format(count=len(declarations)))
    if len(declarations) == 1:
        return redirect("declaration", declarations[0].pk)
    return redirect(f"{reverse('list')}?year={plan.cycle.year}")


@require_POST
def discard(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    _own_or_404(request, pk).delete()
    messages.info(request, DISCARDED)
    return redirect("import")


def _choose(request: HttpRequest, form: UploadForm) -> HttpResponse:
    return render(request, "declarations/import/upload.html", {"section": "import", "form": form})


@transaction.atomic
def _keep(request: HttpRequest, form: UploadForm) -> Upload:
    kept = Upload.objects.create(
        user=request.user, unit=form.cleaned_data["unit"], cycle=form.cleaned_data["cycle"]
    )
    UploadedFile.objects.bulk_create(
        UploadedFile(upload=kept, position=position, name=file.name, data=file.read())
        for position, file in enumerate(form.cleaned_data["files"])
    )
    return kept


def _own_or_404(request: HttpRequest, pk: uuid.UUID, lock: bool = False) -> Upload:
    """This person's upload, for a unit he still fills. ``lock``: nobody confirms it meanwhile."""
    own = Upload.objects.filter(user=request.user)
    own = own.filter(unit__in=BudgetUnit.objects.filled_by(request.user))
    if lock:
        return get_object_or_404(own.select_for_update(), pk=pk)
    return get_object_or_404(own.select_related("unit", "cycle__scheme"), pk=pk)


def _plan(kept: Upload) -> Plan:
    return plan_import(kept.contents(), cycle=kept.cycle, unit=kept.unit)
