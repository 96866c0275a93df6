"""对照表: where the rows of one scheme go in another, and what an administrator sets otherwise."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from indicators.deeds_told import done
from indicators.form_changes import BETWEEN, changes_of
from indicators.forms.crosswalk import CrosswalkForm
from indicators.models import Scheme

from .access import for_administrators

TO = "到“{target}”"
SAVED = "已保存“{source}”到“{target}”的对照：{count} 处与默认不同。"


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def crosswalk(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    """The crosswalk between a pair of schemes as a table with a choice in each row."""
    source, target = (get_object_or_404(Scheme, pk=key) for key in (pk, other_pk))
    form = CrosswalkForm(source, target, request.POST if request.method == "POST" else None)
    if form.is_valid():
        count = form.save()
        if changed := changes_of(form):
            detail = f"{TO.format(target=target)}{BETWEEN}{changed}"
            done(request.user, "scheme.crosswalk", source, detail)
        messages.success(request, SAVED.format(source=source, target=target, count=count))
        return redirect("crosswalk", pk, other_pk)
    context = {
        "section": "office",
        "source": source,
        "target": target,
        "form": form,
    }
    return render(request, "indicators/schemes/crosswalk.html", context)
