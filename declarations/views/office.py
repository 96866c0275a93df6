"""管理: what an administrator keeps, on one page."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from declarations.office import record
from declarations.office.record import Deed
from declarations.permissions import Answer
from indicators.form_changes import changes_of

from .access import for_administrators


@dataclass(frozen=True, slots=True)
class Room:
    """A thing that is kept: the name of its address, its title and what is done there."""

    address: str
    title: str
    hint: str


ROOMS = (
    Room("cycles", "年度申报批次", "指标体系、日期、审核环节、延期、规则阈值，项目库和控制数。"),
    Room("units", "预算单位", "单位编码、名称和主管部门，可以从 Excel 导入。"),
    Room("people", "用户", "谁在哪个单位做什么，密码和交接，可以从 Excel 导入。"),
    Room("library", "指标库", "推荐给填报人的三级指标；采纳、合并填报人推荐的指标。"),
    Room("schemes", "指标体系", "申报表的一级、二级指标、权重和表样；导入、对照和版本差异。"),
    Room("audit", "管理记录", "管理员什么时候做过什么：岗位、密码、批次、规则、指标体系。"),
    Room("admin:index", "数据表", "数据库里的单位、用户和批次，只供查看。"),
)


@require_safe
@for_administrators
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "declarations/office.html", {"section": "office", "rooms": ROOMS})


def render_office(request: HttpRequest, name: str, context: dict[str, object]) -> HttpResponse:
    """A page of 管理."""
    return render(request, f"declarations/office/{name}.html", {"section": "office"} | context)


def refused(request: HttpRequest, answer: Answer) -> bool:
    """Whether the answer is no; the reason is then shown on the next page."""
    if not answer:
        messages.error(request, answer.reason)
    return not answer


def note(request: HttpRequest, deed: Deed, subject: Model | str, detail: str = "") -> None:
    """Write down that the person of this request did this."""
    record.note(deed, subject, detail, by=request.user)


def save(request: HttpRequest, form: ModelForm, deed: Deed) -> Model:
    """Save a valid form, and write down what it changed; nothing, where it changed nothing."""
    changed = changes_of(form)
    one = form.save()
    if changed:
        note(request, deed, one, changed)
    return one


def deleted(
    request: HttpRequest, one: Model, answer: Answer, said: str, deed: Deed, detail: str = ""
) -> bool:
    """Delete it and write that down, unless the answer is no; what was done, or the reason, is
    shown on the next page.

    Whether it was deleted.
    """
    if refused(request, answer):
        return False
    note(request, deed, one, detail)
    one.delete()
    messages.success(request, said)
    return True
