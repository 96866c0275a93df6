"""Who may keep schemes and library. The posts of people are told by the user model alone."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse

NOT_AN_ADMINISTRATOR = "只有管理员可以维护指标体系和指标库。"

View = Callable[..., HttpResponse]


def for_administrators(view: View) -> View:
    """A view that anybody else is refused with the reason (403).

    What it does is one transaction: a deed and the telling of it stand or fall together.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_administrator:
            raise PermissionDenied(NOT_AN_ADMINISTRATOR)
        with transaction.atomic() if request.method == "POST" else nullcontext():
            return view(request, *args, **kwargs)

    return guarded
