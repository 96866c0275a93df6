"""The library of indicators: everybody looks, an administrator keeps it."""

from collections.abc import Callable

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import library
from indicators.deeds_told import done
from indicators.form_changes import changes_of
from indicators.forms.library import LibraryFilterForm, LibraryIndicatorForm
from indicators.keys import key_of
from indicators.library import NotPossible
from indicators.models import LibraryIndicator
from indicators.web import page_of

from .access import for_administrators

PAGE_SIZE = 50
MOST_TARGETS = 20
SAVED = "已保存“{name}”。"
ADDED = "已把“{name}”放进指标库。"
DECIDED = "“{name}”：{state}。"
MERGED = "已把“{name}”合并到“{into}”，使用次数也归到后者。"

State = LibraryIndicator.State

#: What an administrator does with an entry, by the word in its address.
DEEDS: dict[str, Callable[..., LibraryIndicator]] = {
    "accept": library.accept,
    "reject": library.reject,
    "retire": library.retire,
    "restore": library.restore,
}


@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """The entries this person sees, narrowed by the filter; proposals are told of first."""
    visible = LibraryIndicator.objects.visible_to(request.user)
    form = LibraryFilterForm(request.GET, visible)
    found = form.narrow(visible).order_by("-uses", "id")
    context = {
        "form": form,
        "page": page_of(request, found, PAGE_SIZE),
        "waiting": visible.filter(state=State.PROPOSED).count(),
        "is_filtered": any(form.cleaned_data.values()),
    }
    return _page(request, "list", context)


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry with all that is known of it, and what can be done with it."""
    shown = _visible_or_404(request, pk)
    merged = LibraryIndicator.objects.filter(merged_into=shown)
    return _page(request, "entry", {"entry": shown, "merged": merged})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def new(request: HttpRequest) -> HttpResponse:
    form = LibraryIndicatorForm(request.POST or None)
    if not form.is_valid():
        return _page(request, "edit", {"form": form})
    made = form.save()
    done(request.user, "library.new", made, changes_of(form))
    notices.success(request, ADDED.format(name=made.name))
    return redirect("library_entry", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an entry; a proposal can be accepted as it was changed, with one click."""
    shown = get_object_or_404(LibraryIndicator, pk=pk)
    form = LibraryIndicatorForm(request.POST or None, instance=shown)
    if not form.is_valid():
        return _page(request, "edit", {"form": form, "entry": shown})
    form.save(commit=False).save(update_fields=list(form.fields))  # counts may grow meanwhile
    if changed := changes_of(form):
        done(request.user, "library.edit", shown, changed)
    if "accept" in request.POST:
        return _decide(request, pk, "accept")
    notices.success(request, SAVED.format(name=shown.name))
    return redirect("library_entry", pk)


@require_POST
@for_administrators
def decide(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Accept, reject with a reason, retire or restore."""
    get_object_or_404(LibraryIndicator, pk=pk)
    if deed not in DEEDS:
        raise Http404
    more = {"reason": request.POST.get("reason", "")} if deed == "reject" else {}
    return _decide(request, pk, deed, **more)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the entry that this one is the same as: those of its kind, searched by name."""
    shown = get_object_or_404(LibraryIndicator, pk=pk)
    query = request.GET.get("q", shown.name[:2] if "q" not in request.GET else "")
    if request.method == "POST":
        return _merge(request, pk, key_of(request.POST.get("into")))
    offered = LibraryIndicator.objects.filter(kind=shown.kind, state=State.ACCEPTED).exclude(pk=pk)
    targets = offered.containing(query.replace("\0", "")[:100]).order_by("-uses", "id")
    context = {"entry": shown, "targets": targets[:MOST_TARGETS], "query": query}
    return _page(request, "merge", context)


def _merge(request: HttpRequest, pk: int, into: int) -> HttpResponse:
    try:
        merged = library.merge(pk, into, str(request.user))
    except NotPossible as refused:
        notices.error(request, str(refused))
        return redirect("library_merge", pk)
    said = MERGED.format(name=merged.name, into=merged.merged_into.name)
    done(request.user, "library.merge", merged, said)
    notices.success(request, said)
    return redirect("library_entry", merged.merged_into_id)


def _decide(request: HttpRequest, pk: int, deed: str, **more: str) -> HttpResponse:
    try:
        entry = DEEDS[deed](pk, str(request.user), **more)
    except NotPossible as refused:
        notices.error(request, str(refused))
    else:
        done(request.user, f"library.{deed}", entry, more.get("reason", ""))
        notices.success(request, DECIDED.format(name=entry.name, state=entry.get_state_display()))
    return redirect(reverse("library_entry", args=[pk]))


def _visible_or_404(request: HttpRequest, pk: int) -> LibraryIndicator:
    visible = LibraryIndicator.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("merged_into"), pk=pk)


def _page(request: HttpRequest, name: str, context: dict[str, object]) -> HttpResponse:
    return render(request, f"indicators/library/{name}.html", {"section": "library"} | context)
