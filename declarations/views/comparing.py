"""Two versions of a form side by side, on the paper view of the later one."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from declarations.comparing import compare
from declarations.review.versions import NOW, Version, versions_of
from declarations.shown import cell_id

from .access import declaration_or_404
from .paper import drawn


@require_safe
def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """What differs between two versions; without a choice the last two that differ in time."""
    declaration = declaration_or_404(request, pk)
    versions = versions_of(declaration, request.user)
    by_key = {one.key: one for one in versions}
    later = _chosen(request, "to", by_key, by_key[NOW])
    before = _chosen(request, "from", by_key, _earlier(versions))
    differences = compare(before.content, later.content)
    tree = declaration.scheme.tree()
    context = {
        "section": "list",
        "declaration": declaration,
        "versions": versions,
        "before": before,
        "later": later,
        "differences": differences,
        "changed": {cell_id(one.cell): one for one in differences if one.cell},
    }
    return render(request, "declarations/comparison.html", context | drawn(later.content, tree))


def _chosen(
    request: HttpRequest, name: str, versions: Mapping[str, Version], default: Version
) -> Version:
    key = request.GET.get(name, default.key)
    if key not in versions:
        raise Http404
    return versions[key]


def _earlier(versions: list[Version]) -> Version:
    """The latest that is not what the form is now; where all are the same, the one before."""
    *others, now = versions
    different = [one for one in others if one.content != now.content]
    return (different or others or versions)[-1]
