"""年度申报批次: prepared, opened, closed and extended by an administrator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from declarations.forms.cycles import (
    CycleForm,
    ExtensionForm,
    NewCycleForm,
    StageForm,
    ThresholdsForm,
)
from declarations.models import BudgetUnit, Cycle, Extension, Stage
from declarations.office import cycles
from declarations.office.record import Deed, name_of
from indicators.form_changes import changes_of

from .access import for_administrators
from .office import note, render_office, save

MADE = "已建立{cycle}，还在准备中，填报人看不到。核对审核环节后开放申报。"
SAVED = "已保存。"
OPENED = "{cycle}已开放申报，填报人现在可以新建和导入申报表。"
CLOSED = "{cycle}已结束，不能再新建或导入申报表；延期的单位仍可送审。"
EXTENDED = "已把{unit}的截止日期延到{closes_on:%Y-%m-%d}。"
WITHDRAWN = "已取消{unit}的延期。"

MOVES = {"up": -1, "down": 1}
DEEDS = {"open": Cycle.Status.OPEN, "close": Cycle.Status.CLOSED}
#: What is written down, and what is said.
NOTED = {
    Cycle.Status.OPEN: (Deed.CYCLE_OPENED, OPENED),
    Cycle.Status.CLOSED: (Deed.CYCLE_CLOSED, CLOSED),
}
STAGE_NOTED = "“{stage}”{what}"
EXTENSION_NOTED = "{unit}延期到{closes_on}，原因：{reason}"


@require_safe
@for_administrators
def index(request: HttpRequest) -> HttpResponse:
    return render_office(request, "cycles", {"cycles": Cycle.objects.select_related("scheme")})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def new(request: HttpRequest) -> HttpResponse:
    """A cycle with what last year's has."""
    form = NewCycleForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render_office(request, "cycle_form", {"form": form})
    cycle = cycles.make_cycle(form.save(commit=False), like=form.cleaned_data["like"])
    note(request, Deed.CYCLE_MADE, cycle, changes_of(form))
    messages.success(request, MADE.format(cycle=cycle))
    return redirect("cycle", cycle.year)


@require_safe
@for_administrators
def show(request: HttpRequest, year: int) -> HttpResponse:
    return _page(request, _cycle(year))


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def edit(request: HttpRequest, year: int) -> HttpResponse:
    cycle = _cycle(year)
    form = CycleForm(request.POST if request.method == "POST" else None, instance=cycle)
    if not form.is_valid():
        return render_office(request, "cycle_form", {"form": form, "cycle": _cycle(year)})
    save(request, form, Deed.CYCLE_CHANGED)
    messages.success(request, SAVED)
    return redirect("cycle", cycle.year)


@require_POST
@for_administrators
def set_status(request: HttpRequest, year: int, deed: str) -> HttpResponse:
    """Let the fillers in, or no longer."""
    cycle = _cycle(year)
    status = DEEDS[deed]
    if status == Cycle.Status.OPEN and not (answer := cycles.may_open(cycle)):
        messages.error(request, answer.reason)
        return redirect("cycle", year)
    cycles.set_status(cycle, status)
    noted, said = NOTED[status]
    note(request, noted, cycle)
    messages.success(request, said.format(cycle=cycle))
    return redirect("cycle", year)


@require_POST
@for_administrators
def add_stage(request: HttpRequest, year: int) -> HttpResponse:
    form = StageForm(request.POST, instance=Stage(cycle=_cycle(year), position=0), prefix="new")
    if not form.is_valid():
        return _page(request, form.instance.cycle, new_stage=form)
    made = form.save(commit=False)
    cycles.add_stage(made)
    _note_stage(request, Deed.STAGE_MADE, made, changes_of(form))
    return _to_stages(year)


@require_POST
@for_administrators
def stage(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Save a stage, move it up or down, or delete it, as the button says."""
    own = get_object_or_404(Stage.objects.select_related("cycle"), pk=pk, cycle__year=year)
    deed = request.POST.get("deed")
    if deed in MOVES:
        if answer := cycles.may_move_stage(own, MOVES[deed]):
            if order := cycles.move_stage(own, MOVES[deed]):
                _note_stage(request, Deed.STAGE_MOVED, own, " → ".join(map(str, order)))
        else:
            messages.error(request, answer.reason)
    elif deed == "delete":
        if answer := cycles.may_remove_stage(own):
            own.delete()
            _note_stage(request, Deed.STAGE_DELETED, own)
        else:
            messages.error(request, answer.reason)
    else:
        form = StageForm(request.POST, instance=own, prefix=str(pk))
        if not form.is_valid():
            return _page(request, _cycle(year), wrong_stage=form)
        changed = changes_of(form)
        cycles.save_stage(form.save(commit=False))
        if changed:
            _note_stage(request, Deed.STAGE_CHANGED, own, changed)
        messages.success(request, SAVED)
    return _to_stages(year)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def thresholds(request: HttpRequest, year: int) -> HttpResponse:
    """The numbers of checks in this cycle."""
    cycle = _cycle(year)
    form = ThresholdsForm(cycle, request.POST if request.method == "POST" else None)
    if form.is_valid():
        changed = changes_of(form)
        form.save()
        if changed:
            note(request, Deed.THRESHOLDS, cycle, changed)
        messages.success(request, SAVED)
        return redirect("cycle", year)
    return render_office(request, "thresholds", {"form": form, "cycle": cycle})


@require_POST
@for_administrators
def extend(request: HttpRequest, year: int) -> HttpResponse:
    """A later last day for one unit."""
    cycle = _cycle(year)
    form = ExtensionForm(cycle, request.POST)
    if not form.is_valid():
        return _page(request, cycle, extension=form)
    extension = cycles.extend(cycle, **form.cleaned_data, by=request.user)
    note(request, Deed.EXTENDED, cycle, _extension_text(extension))
    said = {"unit": extension.unit, "closes_on": extension.closes_on}
    messages.success(request, EXTENDED.format(**said))
    return _to(year, "extensions")


@require_POST
@for_administrators
def withdraw_extension(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    extensions = Extension.objects.select_related("unit", "cycle")
    extension = get_object_or_404(extensions, pk=pk, cycle__year=year)
    extension.delete()
    note(request, Deed.EXTENSION_TAKEN, extension.cycle, _extension_text(extension))
    messages.info(request, WITHDRAWN.format(unit=extension.unit))
    return _to(year, "extensions")


def _note_stage(request: HttpRequest, deed: Deed, stage: Stage, what: str = "") -> None:
    what = f"：{what}" if what else ""
    note(request, deed, stage.cycle, STAGE_NOTED.format(stage=stage, what=what))


def _extension_text(extension: Extension) -> str:
    return EXTENSION_NOTED.format(
        unit=name_of(extension.unit), closes_on=extension.closes_on, reason=extension.reason
    )


def _cycle(year: int) -> Cycle:
    return get_object_or_404(Cycle.objects.select_related("scheme"), year=year)


def _page(
    request: HttpRequest,
    cycle: Cycle,
    *,
    new_stage: StageForm | None = None,
    wrong_stage: StageForm | None = None,
    extension: ExtensionForm | None = None,
) -> HttpResponse:
    """The page of a cycle, with the form in it that was refused, if one was."""
    stages = [
        wrong_stage
        if wrong_stage and wrong_stage.instance == one
        else StageForm(instance=one, prefix=str(one.pk))
        for one in cycle.stages.all()
    ]
    context = {
        "cycle": cycle,
        "stages": stages,
        "new_stage": new_stage or StageForm(prefix="new"),
        "extension": extension or ExtensionForm(cycle),
        "extensions": cycle.extensions.select_related("unit", "given_by"),
        "units": BudgetUnit.objects.in_use(),
        "may_open": cycles.may_open(cycle),
        "counts": {
            "forms": cycle.declarations.count(),
            "levels": cycle.rule_settings.count(),
            "projects": cycle.budget_projects.count(),
            "figures": cycle.control_figures.count(),
        },
    }
    return render_office(request, "cycle", context)


def _to_stages(year: int) -> HttpResponse:
    return _to(year, "stages")


def _to(year: int, part: str) -> HttpResponse:
    """Back to that part of the cycle's page."""
    return redirect(f"{reverse('cycle', args=[year])}#{part}")
