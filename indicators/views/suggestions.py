"""What the wizard shows below the name of an indicator while it is typed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.suggesting import suggest
from indicators.tree import KINDS
from indicators.web import LONGEST_QUERY


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """A fragment with the entries of ``kind`` whose names have ``q``, the fittest first.

    ``unit`` is the code of the unit whose form it is; its own entries are offered to its people
    alone. ``words`` are the name and goal of the project.
    """
    asked = {name: text.replace("\0", "") for name, text in request.GET.items()}
    kind, query = asked.get("kind", ""), asked.get("q", "").strip()[:LONGEST_QUERY]
    if kind not in KINDS:
        raise Http404
    own = {asked.get("unit", "")} & request.user.unit_codes
    context = {
        "suggestions": suggest(kind, query, unit_codes=own, words=asked.get("words", "")),
        "kind_name": KINDS[kind],
        "query": query,
    }
    return render(request, "indicators/library/parts/suggestions.html", context)
