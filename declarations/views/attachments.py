"""Attachments of a form: add, download, delete. A file is only ever saved, never shown inline."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from declarations.drafting import attaching
from declarations.forms.attachments import AttachmentForm
from declarations.models import Attachment, Declaration
from declarations.permissions import Verb

from . import paper
from .access import declaration_or_404

ATTACHED = "已上传附件“{name}”。"
DETACHED = "已删除附件“{name}”。"


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    declaration = declaration_or_404(request, pk, Verb.EDIT)
    form = AttachmentForm(declaration, request.POST, request.FILES)
    if not form.is_valid():
        return paper.page(request, declaration, attachment_form=form)
    upload, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
    attaching.attach(declaration, upload, kind=kind, by=request.user, **form.target)
    messages.success(request, ATTACHED.format(name=upload.name))
    return _back(pk)


@require_safe
def download(request: HttpRequest, pk: int, attachment_pk: int) -> HttpResponse:
    """The file, to be saved: no browser shows or runs it on our pages."""
    attachment = _or_404(declaration_or_404(request, pk, rows=False), attachment_pk)
    try:
        file = attachment.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        file, as_attachment=True, filename=attachment.name, content_type="application/octet-stream"
    )


@require_POST
def delete(request: HttpRequest, pk: int, attachment_pk: int) -> HttpResponse:
    attachment = _or_404(declaration_or_404(request, pk, Verb.EDIT, rows=False), attachment_pk)
    try:
        attaching.detach(attachment, request.user)
    except PermissionDenied as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, DETACHED.format(name=attachment.name))
    return _back(pk)


def _or_404(declaration: Declaration, pk: int) -> Attachment:
    return get_object_or_404(declaration.attachments.select_related("declaration"), pk=pk)


def _back(pk: int) -> HttpResponse:
    return redirect(f"{reverse('declaration', args=[pk])}#attachments")
