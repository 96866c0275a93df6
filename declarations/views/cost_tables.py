"""The cost table of a row: its sentence for the cell, and lines from the text of the cell.

As the other rows of the wizard: htmx gets what changed, a plain browser the page.
"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from declarations.drafting import cost_tables
from declarations.forms.rows import anchor
from declarations.models import Declaration, Indicator
from declarations.wizard import BY_KEY

from . import answers, steps
from .access import row_or_404

WRITTEN = "已按成本测算表写好指标值，可以再改。"
ALREADY = "指标值已经是测算表的这句话，没有再改。"
OTHER_TEXT = "没有采用：指标值刚才又改过了。请按现在的指标值重新读入。"

_STEP = BY_KEY["funding"]


@require_POST
def sentence(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    """Write the sentence of the cost table into the value of its row."""
    row = row_or_404(request, pk, row_pk)
    try:
        correction = cost_tables.write_sentence(row, request.user)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
        return answers.answer(request, row.declaration, at=anchor(row))
    return answers.corrected(
        request, row.declaration, correction, done=WRITTEN, nothing=ALREADY, at=anchor(row)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def read_items(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    """Show which lines the text of the row holds; take them when they are accepted."""
    row = row_or_404(request, pk, row_pk)
    if request.method == "POST":
        return _taken(request, row.declaration, row)
    context = {"proposal": cost_tables.propose(row), "proposed_for": row}
    if request.htmx:
        declaration = {"declaration": row.declaration}
        return render(request, "declarations/wizard/proposal.html", context | declaration)
    return steps.page(request, row.declaration, _STEP, **context)


def _taken(request: HttpRequest, declaration: Declaration, row: Indicator) -> HttpResponse:
    text = request.POST.get("text", "").replace("\r\n", "\n")
    items = cost_tables.take(row, text)
    if not items:
        messages.warning(request, OTHER_TEXT)
    if request.htmx:
        return steps.saved(
            request, declaration, _STEP, added=items, with_deed=True, proposed_for=row
        )
    return redirect(f"{reverse('edit', args=[declaration.pk, _STEP.key])}#{anchor(row)}")
