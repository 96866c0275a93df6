"""The blank to be filled away from the network, and the way back from what a file replaced."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from declarations.content import Content
from declarations.examining.checking import check
from declarations.files import replacing
from declarations.files.blanks import blank_of
from declarations.files.exporting import file_stem
from declarations.forms.listing import UnitAndCycleForm
from declarations.permissions import Verb, can_declare
from declarations.sheet import TooLong
from declarations.sheet.blank import write_blank
from indicators.office_files import XLSX_TYPE
from indicators.web import send_file

from .access import declaration_or_404, require

NAME = "{stem}-填报模板.xlsx"
EMPTY_NAME = "{unit}-{year}-空白填报模板.xlsx"
UNDONE = "已撤销替换，恢复了原来的内容。"
NOT_UNDONE = "没有撤销：替换以后这张表又改过，撤销会丢掉后来的修改。"


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """This draft as an Excel file to be filled and uploaded again."""
    declaration = declaration_or_404(request, pk, Verb.EDIT)
    try:
        data = blank_of(check(declaration))
    except TooLong as refused:
        messages.error(request, str(refused))
        return redirect("declaration", pk)
    return send_file(data, NAME.format(stem=file_stem(declaration)), XLSX_TYPE)


@require_POST
def empty(request: HttpRequest) -> HttpResponse:
    """A blank of a new project, with the unit and the year filled in."""
    require(can_declare(request.user))
    form = UnitAndCycleForm(request.user, request.POST)
    if not form.is_valid():
        return redirect("import")
    unit, cycle = form.cleaned_data["unit"], form.cleaned_data["cycle"]
    content = Content(year=cycle.year, unit=unit.name)
    name = EMPTY_NAME.format(unit=unit, year=cycle.year)
    return send_file(write_blank(content, cycle.scheme.tree()), name, XLSX_TYPE)


@require_POST
def undo(request: HttpRequest, pk: int, replacement_pk: int) -> HttpResponse:
    """Give the draft the content back that a file took the place of."""
    declaration = declaration_or_404(request, pk, Verb.EDIT, rows=False)
    replacement = get_object_or_404(declaration.replacements, pk=replacement_pk)
    try:
        replacing.undo(replacement, request.user)
    except replacing.ChangedMeanwhile:
        messages.error(request, NOT_UNDONE)
    else:
        messages.success(request, UNDONE)
    return redirect("declaration", pk)
