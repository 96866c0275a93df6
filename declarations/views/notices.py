"""What a person was told, and that he has read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from declarations.life.notices import unread


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice was read; its declaration is shown, if it is about one and this is asked for."""
    notice = get_object_or_404(unread(request.user), pk=pk)
    notice.mark_read()
    if notice.declaration_id and "open" in request.POST:
        return redirect("declaration", notice.declaration_id)
    return redirect("home")
