"""沿用上年: choose forms of an earlier year; and what a form was last year, beside its fields."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.db import IntegrityError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from declarations.content import Indicator, format_wan
from declarations.drafting.last_year import Carried, carry_over, counterparts, last_year_of, offered
from declarations.forms.last_year import CarryForm
from declarations.models import Cycle, Declaration
from declarations.permissions import can_declare
from indicators.keys import key_of
from indicators.web import page_of

from .access import require

PAGE_SIZE = 100
MOST_QUOTED = 6
CARRIED = "已沿用 {count} 张申报表到{cycle}，都是草稿，预算年份已改为{year}年。"
TO_CONFIRM = "每一条指标都标为“待确认”：看过、改过，或按“已核对”。"
KEPT_YEARS = "这些年份可能是依据或基数，没有改，请核对：{quotes}。"
CROSSWALK = "今年的表样和上年不同。{sentences}。没有对应的放在“没有归类的指标”里。"
MEANWHILE = "选中的项目里有的刚刚已在{cycle}建立了申报表，没有沿用任何一张。请再看一遍。"


@dataclass(frozen=True, slots=True)
class LastYear:
    """What the form was: ``fields`` of the step as label and text, ``rows`` by the row's key."""

    year: int
    fields: list[tuple[str, str]]
    rows: dict[int, Indicator]


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """The forms of earlier years whose projects have none in this cycle yet."""
    require(can_declare(request.user))
    cycles = Cycle.objects.taking_forms().select_related("scheme").order_by("-year")
    year = key_of(request.GET.get("year"))
    cycle = cycles.filter(year=year).first() if year else cycles.first()
    if cycle is None:
        return redirect("home")
    found = offered(cycle, request.user)
    form = CarryForm(found.with_rows(), request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _carry(request, form.wanted, cycle)
    page = page_of(request, found.with_names(), PAGE_SIZE)
    context = {"section": "list", "cycle": cycle, "cycles": cycles, "page": page, "form": form}
    return render(request, "declarations/last_year.html", context)


def _carry(request: HttpRequest, chosen: list[Declaration], cycle: Cycle) -> HttpResponse:
    try:
        carried = carry_over(chosen, cycle=cycle, by=request.user)
    except IntegrityError:
        messages.error(request, MEANWHILE.format(cycle=cycle))
        return redirect(f"{reverse('last_year')}?year={cycle.year}")
    said = CARRIED.format(count=len(carried), cycle=cycle, year=cycle.year)
    messages.success(request, f"{said}{TO_CONFIRM}")
    _warn(request, carried)
    if len(carried) == 1:
        return redirect("edit", carried[0].declaration.pk, "basics")
    return redirect(f"{reverse('list')}?year={cycle.year}")


def _warn(request: HttpRequest, carried: list[Carried]) -> None:
    """Of many forms the first few; each of them shows its own in the wizard."""
    quotes = list(dict.fromkeys(year.quote for one in carried for year in one.kept))
    told = list(dict.fromkeys(said for one in carried for said in one.sentences))
    if quotes:
        messages.warning(request, KEPT_YEARS.format(quotes=_listed(quotes)))
    if told:
        messages.warning(request, CROSSWALK.format(sentences="；".join(told[:MOST_QUOTED])))


def _listed(texts: list[str]) -> str:
    quoted = "、".join(f"“{text}”" for text in texts[:MOST_QUOTED])
    return quoted + (f"等 {len(texts)} 处" if len(texts) > MOST_QUOTED else "")


def shown_last_year(declaration: Declaration, form: Form | None) -> LastYear | None:
    """What the fields of this step and the rows of this form were last year, if there was one."""
    previous = last_year_of(declaration)
    if previous is None:
        return None
    rows = declaration.rows()
    then = previous.content()
    year = then.year or previous.cycle.year
    now = [row.as_on_form() for row in rows]
    trees = (declaration.scheme.tree(), previous.scheme.tree())
    pairs = counterparts(now, then.indicators, year, declaration.cycle.year, trees)
    names = [] if form is None else [(bound.name, bound.label) for bound in form]
    return LastYear(
        previous.cycle.year,
        [(label, _text(getattr(previous, name))) for name, label in names],
        {rows[place].pk: row for place, row in pairs.items()},
    )


def _text(value: object) -> str:
    return format_wan(value) if isinstance(value, Decimal) else str(value or "")
