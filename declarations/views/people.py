"""用户: who works in the office, in which posts, and who goes on with whose work."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from declarations.forms.people import HandOverForm, PeopleFilter, PersonForm, PostForm
from declarations.models import BudgetUnit, Membership, User
from declarations.office import people
from declarations.office.record import Deed, name_of, post_text
from declarations.office.sign_in import minutes_locked
from declarations.tables import Issued
from indicators.form_changes import BETWEEN
from indicators.keys import key_of
from indicators.web import page_of

from .access import for_administrators
from .office import deleted, note, refused, render_office, save

PAGE_SIZE = 50
SAVED = "已保存。"
MADE = "已建立用户“{user}”。"
RESET = "已重置“{user}”的密码，原来的密码不能再用。"
DEACTIVATED = "“{user}”已停用，不能再登录；他办理过的记录照样保留。"
ACTIVATED = "“{user}”已启用。"
DELETED = "已删除用户“{user}”。"
POST_REMOVED = "已去掉“{user}”在{unit}的{role}岗位。"
HANDED_OVER = "已把{giver}在{units}个单位的填报工作交给{taker}，其中没有送审的申报表{forms}张。"

TAKEN_BY = "由{taker}接手，{units}个单位，没有送审的申报表{forms}张"


@require_safe
@for_administrators
def index(request: HttpRequest) -> HttpResponse:
    """Who there is, narrowed by the filter."""
    form = PeopleFilter(request.GET)
    found = form.narrow(User.objects.order_by("username"))
    page = page_of(request, found.prefetch_related("memberships__unit"), PAGE_SIZE)
    return render_office(request, "people", {"form": form, "page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def new(request: HttpRequest) -> HttpResponse:
    """A new person with his first post; his one-time password is shown this once."""
    data = request.POST if request.method == "POST" else None
    first = BudgetUnit.objects.in_use().filter(pk=key_of(request.GET.get("unit"))).first()
    form, post = PersonForm(data), PostForm(data, initial={"unit": first})
    if not all((form.is_valid(), post.is_valid())):
        context = {"form": form, "post": post, "units": BudgetUnit.objects.in_use()}
        return render_office(request, "new_person", context)
    user = form.save(commit=False)
    first = post.save(commit=False)
    password = people.make_person(user, first)
    note(request, Deed.PERSON_MADE, user, post_text(first))
    return _issued(request, MADE.format(user=user), user, password)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person with his posts."""
    user = get_object_or_404(User, pk=pk)
    form = PersonForm(request.POST if request.method == "POST" else None, instance=user)
    if form.is_valid():
        save(request, form, Deed.PERSON_CHANGED)
        messages.success(request, SAVED)
        return redirect("person", pk)
    return _page(request, get_object_or_404(User, pk=pk), form=form)


@require_POST
@for_administrators
def add_post(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    form = PostForm(request.POST, instance=Membership(user=user))
    if not form.is_valid():
        return _page(request, user, post=form)
    note(request, Deed.POST_GIVEN, user, post_text(form.save()))
    messages.success(request, SAVED)
    return redirect("person", pk)


@require_POST
@for_administrators
def remove_post(request: HttpRequest, pk: int, post_pk: int) -> HttpResponse:
    people.lock_administrators()
    posts = Membership.objects.select_related("user", "unit")
    post = get_object_or_404(posts, pk=post_pk, user__pk=pk)
    said = {"user": post.user, "unit": post.unit, "role": post.get_role_display()}
    if not refused(request, people.may_remove_post(post)):
        post.delete()
        note(request, Deed.POST_TAKEN, post.user, post_text(post))
        messages.success(request, POST_REMOVED.format(**said))
    return redirect("person", pk)


@never_cache
@require_POST
@for_administrators
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """A new one-time password, shown this once."""
    user = get_object_or_404(User, pk=pk)
    if refused(request, people.may_reset_password(user, request.user)):
        return redirect("person", pk)
    password = people.reset_password(user)
    note(request, Deed.PASSWORD_RESET, user)
    return _issued(request, RESET.format(user=user), user, password)


@require_POST
@for_administrators
def set_active(request: HttpRequest, pk: int) -> HttpResponse:
    people.lock_administrators()
    user = get_object_or_404(User, pk=pk)
    wanted = request.POST.get("active") == "1"
    if not wanted and refused(request, people.may_deactivate(user, request.user)):
        return redirect("person", pk)
    people.set_active(user, wanted)
    note(request, Deed.PERSON_ON if wanted else Deed.PERSON_OFF, user)
    messages.success(request, (ACTIVATED if wanted else DEACTIVATED).format(user=user))
    return redirect("person", pk)


@require_POST
@for_administrators
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    people.lock_administrators()
    user = get_object_or_404(User, pk=pk)
    answer = people.may_delete(user, request.user)
    posts = BETWEEN.join(post_text(one) for one in user.memberships.select_related("unit"))
    said = DELETED.format(user=user)
    gone = deleted(request, user, answer, said, Deed.PERSON_DELETED, posts)
    return redirect("people") if gone else redirect("person", pk)


@require_POST
@for_administrators
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the work of a filler to another person."""
    giver = get_object_or_404(User, pk=pk)
    form = HandOverForm(giver, request.POST)
    if not form.is_valid():
        return _page(request, giver, hand_over=form)
    taker = form.cleaned_data["taker"]
    done = people.hand_over(giver, taker, by=request.user)
    counts = {"units": done.units, "forms": done.forms}
    told = HANDED_OVER.format(giver=giver, taker=taker, **counts)
    note(request, Deed.HANDED_OVER, giver, TAKEN_BY.format(taker=name_of(taker), **counts))
    messages.success(request, told)
    return redirect("person", taker.pk)


def _page(
    request: HttpRequest,
    user: User,
    *,
    form: PersonForm | None = None,
    post: PostForm | None = None,
    hand_over: HandOverForm | None = None,
) -> HttpResponse:
    """The page of a person, with the form in it that was refused, if one was."""
    context = {
        "person": user,
        "form": form or PersonForm(instance=user),
        "posts": user.memberships.select_related("unit").order_by("unit__code", "pk"),
        "post": post or PostForm(),
        "hand_over": hand_over or HandOverForm(user),
        "may_deactivate": people.may_deactivate(user, request.user),
        "may_delete": people.may_delete(user, request.user),
        "units": BudgetUnit.objects.in_use(),
        "locked": minutes_locked(user),
    }
    return render_office(request, "person", context)


def _issued(request: HttpRequest, said: str, user: User, password: str) -> HttpResponse:
    """The page that shows a one-time password: it is nowhere else, and no cache keeps it."""
    context = {
        "said": said,
        "issued": [Issued(user.username, user.full_name, password)],
        "back": reverse("person", args=[user.pk]),
    }
    return render_office(request, "issued", context)
