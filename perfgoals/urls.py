"""All addresses. Everything but signing in and the sign of life asks for a login."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from declarations.admin import site
from declarations.forms.account import SignInForm
from declarations.views.pages import healthz

_login = LoginView.as_view(authentication_form=SignInForm, redirect_authenticated_user=True)

urlpatterns = [
    path("accounts/login/", _login, name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("healthz", healthz, name="healthz"),
    path("admin/", site.urls),
    path("indicators/", include("indicators.urls")),
    path("", include("declarations.urls")),
]
