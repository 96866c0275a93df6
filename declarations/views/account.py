"""What a person does with his own account: choose a password, and whom he works for."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from declarations.forms.account import OwnPasswordForm
from declarations.middleware import CHOSEN_UNIT

CHANGED = "密码已经改好，下次登录用新密码。"
WORKS_FOR = "现在只列出{unit}的工作。"
WORKS_FOR_ALL = "现在列出您所有单位的工作。"


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Choose an own password; asked for at the first login and after a reset."""
    form = OwnPasswordForm(request.user, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "registration/password.html", {"form": form})
    form.save()
    update_session_auth_hash(request, form.user)
    messages.success(request, CHANGED)
    return redirect("home")


@require_POST
def choose_unit(request: HttpRequest) -> HttpResponse:
    """Work for one of the own units from now on, or for all; then back to where one was."""
    chosen = request.POST.get("unit", "")
    units = {str(unit): unit for unit in request.user.own_units}
    if chosen in units:
        request.session[CHOSEN_UNIT] = units[chosen]
        name = request.user.own_units[units[chosen]]
        messages.info(request, WORKS_FOR.format(unit=name))
    else:
        request.session.pop(CHOSEN_UNIT, None)
        messages.info(request, WORKS_FOR_ALL)
    return HttpResponseRedirect(_back(request))


def _back(request: HttpRequest) -> str:
    """Where the person was; the desk, for an address that is not ours."""
    back = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return back if allowed and back.startswith("/") else reverse("home")
