"""管理: what an administrator keeps, on one page."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from declarations.permissions import can_administer


@dataclass(frozen=True, slots=True)
class Room:
    """A thing that is kept: the name of its address, its title and what is done there."""

    address: str
    title: str
    hint: str


ROOMS = (
    Room("admin:declarations_cycle_changelist", "年度申报批次", "年度、指标体系和起止日期。"),
    Room("admin:declarations_budgetunit_changelist", "预算单位", "单位编码、名称和主管部门。"),
    Room("admin:declarations_user_changelist", "用户", "谁在哪个单位做什么。"),
    Room("admin:indicators_scheme_changelist", "指标体系", "申报表的一级、二级指标。"),
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    if not (answer := can_administer(request.user)):
        raise PermissionDenied(answer.reason)
    return render(request, "declarations/office.html", {"section": "office", "rooms": ROOMS})
