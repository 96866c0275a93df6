"""管理: how an office gets its units, people and cycles. Open to its administrators alone."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from indicators.models import Scheme, SchemeBranch

from .models import BudgetUnit, Cycle, Membership, User
from .permissions import can_administer


class OfficeSite(admin.AdminSite):
    site_header = site_title = "绩效目标申报 · 管理"
    index_title = "单位、用户和批次"
    site_url = "/"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and bool(can_administer(request.user))

    def get_urls(self) -> list:
        """Django's addresses, without their own login page: whoever is not signed in gets ours."""
        urls = super().get_urls()
        for each in urls:
            if hasattr(each.callback, "login_url"):
                del each.callback.login_url
        return urls

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Who is signed in and sent here may not go on, and is told why."""
        if answer := can_administer(request.user):
            return redirect("admin:index")
        raise PermissionDenied(answer.reason)


site = OfficeSite(name="admin")


class OfficeMixin:
    """An administrator may do all here; Django's own table of permissions is not used."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(can_administer(request.user))

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return bool(can_administer(request.user))

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class MembershipInline(OfficeMixin, admin.TabularInline):
    model = Membership
    extra = 1
    autocomplete_fields = ("unit",)


@admin.register(User, site=site)
class PeopleAdmin(OfficeMixin, UserAdmin):
    """What a person may do is said by his posts alone."""

    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("个人", {"fields": ("full_name", "email", "is_active")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "full_name", "password1", "password2")}),)
    list_display = ("username", "full_name", "is_active", "last_login")
    list_filter = ("is_active", "memberships__role")
    search_fields = ("username", "full_name", "memberships__unit__name")
    filter_horizontal = ()
    inlines = (MembershipInline,)


@admin.register(BudgetUnit, site=site)
class UnitAdmin(OfficeMixin, admin.ModelAdmin):
    list_display = ("code", "name", "superior")
    search_fields = ("code", "name")
    autocomplete_fields = ("superior",)


@admin.register(Membership, site=site)
class MembershipAdmin(OfficeMixin, admin.ModelAdmin):
    list_display = ("user", "unit", "role")
    list_filter = ("role",)
    search_fields = ("user__username", "user__full_name", "unit__name")
    autocomplete_fields = ("user", "unit")


@admin.register(Cycle, site=site)
class CycleAdmin(OfficeMixin, admin.ModelAdmin):
    list_display = ("year", "scheme", "opens_on", "closes_on")


class BranchInline(admin.TabularInline):
    model = SchemeBranch
    fields = ("name", "at_least_one")
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return bool(can_administer(request.user))

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Scheme, site=site)
class SchemeAdmin(OfficeMixin, admin.ModelAdmin):
    """To be looked at: declarations stand on its nodes."""

    list_display = ("name", "code", "form_title")
    inlines = (BranchInline,)

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission
