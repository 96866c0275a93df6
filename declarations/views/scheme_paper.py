"""The paper form of a scheme, empty: what its editor shows while one works on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from declarations.content import Content
from indicators.models import Scheme

from .access import for_administrators
from .paper import drawn


@require_safe
@for_administrators
def scheme_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The form alone for htmx, else a page with it."""
    scheme = get_object_or_404(Scheme, pk=pk)
    context = drawn(Content(), scheme.whole_tree()) | {
        "section": "office",
        "scheme": scheme,
        "examined": {"by_cell": {}},
        "remarks_by_cell": {},
    }
    name = "parts/paper" if request.htmx else "scheme_paper"
    return render(request, f"declarations/{name}.html", context)
