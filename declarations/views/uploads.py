"""Import: upload, read, look at what was read and what was not, confirm all or nothing."""

import uuid

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from declarations.drafting.editing import Locked
from declarations.files.already_there import AlreadyThere
from declarations.files.importing import Done, Plan, carry_out, plan_of
from declarations.files.replacing import ChangedMeanwhile
from declarations.files.upload_reading import read_on, readings_of
from declarations.forms.import_choices import ChoicesForm
from declarations.forms.uploads import UploadForm
from declarations.models import BudgetUnit, Declaration, Upload, UploadedFile
from declarations.permissions import can_declare, takes_forms

from .access import require
from .examined import examine
from .read_cells import cells_of

IMPORTED = "已导入{count}张申报表，都是草稿。有错误的请逐张修改。"
REPLACED = "已用文件的内容替换{count}张草稿；原来的内容还留着，可以在那张表上撤销替换。"
NOTHING = "没有选要导入的表，没有写入任何内容。"
DISCARDED = "已放弃这次导入，没有写入任何内容。"
NOT_READY = "有文件读不出来，这次导入没有写入任何内容。"
CHANGED = (
    "没有写入任何内容：有的表在您查看之后又被人改过或建立了。下面是现在的情况，请再看一遍后确认。"
)
#: So long one request reads; more files are read by the page that shows the progress.
SECONDS = 2.0


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose files. They are kept in the database until they are confirmed or a day has passed."""
    require(can_declare(request.user))
    if request.method != "POST":
        return _choose(request, UploadForm(request.user))
    form = UploadForm(request.user, request.POST, request.FILES)
    if not form.is_valid():
        return _choose(request, form)
    Upload.objects.outdated().delete()
    kept = _keep(request, form)
    left = read_on(kept, SECONDS)
    return redirect("import_reading" if left else "import_preview", kept.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far the reading is. The page asks for portion after portion; a plain browser for all."""
    kept = _own_or_404(request, pk)
    left = kept.unread().count()
    if request.method == "POST":
        left = read_on(kept, SECONDS if request.htmx else None)
    if not left:
        url = reverse("import_preview", args=[pk])
        return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
    count = kept.files.count()
    context = {"section": "import", "upload": kept, "count": count, "done": count - left}
    name = "progress" if request.htmx else "reading"
    return render(request, f"declarations/import/{name}.html", context)


@require_safe
def preview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What would be imported, and what was not understood, with its place."""
    kept = _own_or_404(request, pk)
    if kept.unread().exists():
        return redirect("import_reading", pk)
    plan = _plan(kept)
    return _preview(request, kept, ChoicesForm(plan, AlreadyThere(kept.unit, kept.cycle)))


@require_safe
def read_form(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    """All that was read of one form, cell by cell, with its places."""
    kept = _own_or_404(request, pk)
    forms = _plan(kept).forms if not kept.unread().exists() else ()
    if number >= len(forms):
        raise Http404
    form = forms[number]
    context = {
        "section": "import",
        "upload": kept,
        "form": form,
        "cells": list(cells_of(form.reading)),
    }
    name = "cells" if request.htmx else "read_form"
    return render(request, f"declarations/import/{name}.html", context)


@require_POST
def confirm(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Do what was chosen for all forms of the upload, or nothing."""
    if _own_or_404(request, pk).unread().exists():
        return redirect("import_reading", pk)
    try:
        with transaction.atomic():
            kept = _own_or_404(request, pk, lock=True)
            if not (answer := takes_forms(kept.cycle)):
                messages.error(request, answer.reason)
                return redirect("import_preview", pk)
            plan = _plan(kept)
            if not plan.is_ready:
                messages.error(request, NOT_READY)
                return redirect("import_preview", pk)
            form = ChoicesForm(plan, AlreadyThere(kept.unit, kept.cycle), request.POST.dict())
            if not form.is_valid():
                return _preview(request, kept, form)
            roll = form.cleaned_data["roll"]
            done = carry_out(plan, by=request.user, choices=form.choices(), roll=roll)
            kept.delete()
    except (ChangedMeanwhile, Locked, IntegrityError):
        messages.error(request, CHANGED)
        return redirect("import_preview", pk)
    return _done(request, plan, done)


@require_POST
def discard(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    _own_or_404(request, pk).delete()
    messages.info(request, DISCARDED)
    return redirect("import")


def _choose(request: HttpRequest, form: UploadForm) -> HttpResponse:
    return render(request, "declarations/import/upload.html", {"section": "import", "form": form})


def _preview(request: HttpRequest, kept: Upload, form: ChoicesForm) -> HttpResponse:
    context = {"section": "import", "upload": kept, "plan": form.plan, "form": form}
    return render(request, "declarations/import/preview.html", context)


def _done(request: HttpRequest, plan: Plan, done: Done) -> HttpResponse:
    for said, declarations in ((IMPORTED, done.created), (REPLACED, done.replaced)):
        if declarations:
            messages.success(request, said.format(count=len(declarations)))
    if not done.all:
        messages.info(request, NOTHING)
    if len(done.all) == 1:
        return redirect(_first_to_mend(done) or reverse("declaration", args=[done.all[0].pk]))
    return redirect(f"{reverse('list')}?year={plan.cycle.year}")


def _first_to_mend(done: Done) -> str:
    """Where the first thing to be answered in a form that was made is mended; blank if nothing is.

    A draft that was replaced is shown as a whole: there its replacement is undone.
    """
    made = Declaration.objects.with_rows().filter(pk__in=[one.pk for one in done.created]).first()
    unanswered = examine(made).unanswered if made else []
    return unanswered[0].marked[0].mend_url if unanswered else ""


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
    return plan_of(readings_of(kept), cycle=kept.cycle, unit=kept.unit, user=kept.user)
