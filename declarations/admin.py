"""The plain tables, to be looked at by administrators.

What is kept of them is kept on the pages of 管理, where the rules are in force: nobody is deleted
on whom work hangs, no cycle changes its scheme under its forms. So nothing is changed here.
"""

from django.contrib import admin
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


class ReadOnlyMixin:
    """An administrator may look; Django's own table of permissions is not used."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(can_administer(request.user))

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return bool(can_administer(request.user))

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


class MembershipInline(ReadOnlyMixin, admin.TabularInline):
    model = Membership


@admin.register(User, site=site)
class PeopleAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """What a person may do is said by his posts alone."""

    fields = ("username", "full_name", "email", "is_active", "must_change_password", "last_login")
    list_display = ("username", "full_name", "is_active", "last_login")
    list_filter = ("is_active", "memberships__role")
    search_fields = ("username", "full_name", "memberships__unit__name")
    inlines = (MembershipInline,)


@admin.register(BudgetUnit, site=site)
class UnitAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ("code", "name", "superior", "is_active")
    search_fields = ("code", "name")


@admin.register(Membership, site=site)
class MembershipAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ("user", "unit", "role")
    list_filter = ("role",)
    search_fields = ("user__username", "user__full_name", "unit__name")


@admin.register(Cycle, site=site)
class CycleAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ("year", "scheme", "status", "opens_on", "closes_on")


class BranchInline(ReadOnlyMixin, admin.TabularInline):
    model = SchemeBranch
    fields = ("name", "at_least_one")


@admin.register(Scheme, site=site)
class SchemeAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ("name", "code", "form_title")
    inlines = (BranchInline,)
