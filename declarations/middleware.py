"""What is true of every request of a person: his own password first, and whom he works for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.deprecation import MiddlewareMixin

from .origin import address_of

#: Where the session keeps the unit that was chosen, of several.
CHOSEN_UNIT = "unit"

#: What a person may do before he has chosen his own password.
_BEFORE_OWN_PASSWORD = frozenset({"password", "logout"})


class OwnPasswordMiddleware(MiddlewareMixin):
    """Whoever signs in with a password that somebody else gave him has to choose his own first."""

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        if not getattr(view, "login_required", True):
            return None
        name = request.resolver_match.view_name
        if request.user.must_change_password and name not in _BEFORE_OWN_PASSWORD:
            return redirect("password")
        return None


class AddressMiddleware(MiddlewareMixin):
    """Whatever a person does is recorded with the address of his machine."""

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        if getattr(view, "login_required", True) and request.user.is_authenticated:
            request.user.address = address_of(request)
        return None


class ChosenUnitMiddleware(MiddlewareMixin):
    """The unit a person has chosen to work for, as long as he has a post in it."""

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        chosen = request.session.get(CHOSEN_UNIT)
        if chosen is not None and request.user.is_authenticated:
            request.user.chosen_unit = chosen if chosen in request.user.own_units else None
        return None
