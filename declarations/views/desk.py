"""The reviewer's desk (审核台): what waits, one form after the other, and many at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from declarations.forms.desk import QueueForm
from declarations.models import Declaration
from declarations.models.declaration import DeclarationQuerySet
from declarations.permissions import can_approve, can_judge
from declarations.review.bulk import OPERATIONS, Outcome, carry_out
from declarations.review.deadlines import deadlines
from declarations.review.todo import on_desk
from indicators.keys import key_of
from indicators.web import page_of, query_without

from .access import require
from .examined import examine_all

PAGE_SIZE = 50
NOTHING_CHOSEN = "还没有选择申报表。请勾选要办理的表，再按按钮。"
NO_COMMENT = "退回要写明意见：每张表都会带上这条意见。"
DONE = "已{deed} {count} 张申报表。"
NOT_DONE = "“{name}”没有{deed}：{reason}"


def queue_of(request: HttpRequest) -> tuple[QueueForm, DeclarationQuerySet]:
    """What waits for this person, narrowed by the filter of the address."""
    waiting = on_desk(request.user)
    form = QueueForm(request.user, waiting, request.GET)
    return form, form.narrow(waiting)


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for this person, longest waiting first, with what was found in each form."""
    require(can_judge(request.user))
    form, waiting = queue_of(request)
    page = page_of(request, waiting, PAGE_SIZE)
    shown = page.object_list.with_rows().select_related("stage", "assigned_to", "submitted_by")
    examined = examine_all(shown)
    last_days = deadlines(one.declaration for one in examined)
    context = {
        "section": "desk",
        "form": form,
        "page": page,
        "examined": examined,
        "rows": [(one, last_days[one.declaration.pk]) for one in examined],
        "today": timezone.localdate(),
        "operations": OPERATIONS.values(),
        "query": query_without(request, "page"),
        "is_filtered": any(form.cleaned_data.values()),
        "approves": can_approve(request.user),
        "now": timezone.now(),
    }
    return render(request, "declarations/desk/queue.html", context)


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """One deed with all chosen forms that it can be done with."""
    operation = OPERATIONS.get(request.POST.get("do", ""))
    chosen = [key_of(pk) for pk in request.POST.getlist("pk")]
    comment = request.POST.get("comment", "")
    declarations = list(on_desk(request.user).filter(pk__in=chosen).with_names())
    if operation is None or not declarations:
        messages.warning(request, NOTHING_CHOSEN)
    elif operation.needs_comment and not comment.strip():
        messages.error(request, NO_COMMENT)
    else:
        outcome = carry_out(
            operation,
            declarations,
            request.user,
            comment=comment,
        )
        _tell(request, operation.done, outcome)
    return redirect(f"{reverse('desk')}?{request.GET.urlencode()}")


def _tell(request: HttpRequest, deed: str, outcome: Outcome) -> None:
    if outcome.done:
        messages.success(request, DONE.format(deed=deed, count=len(outcome.done)))
    for declaration, reason in outcome.refused:
        messages.warning(request, NOT_DONE.format(name=declaration, deed=deed, reason=reason))


def next_to(request: HttpRequest, declaration: Declaration) -> str:
    """The address of the form behind this one in the queue with the same filter, or blank."""
    keys = list(queue_of(request)[1].values_list("pk", flat=True))
    place = keys.index(declaration.pk) if declaration.pk in keys else -1
    behind = [*keys[place + 1 :], *keys[: max(place, 0)]]
    return reverse("review", args=[behind[0]]) + _query(request) if behind else ""


def next_in_queue(request: HttpRequest, declaration: Declaration) -> str:
    """Where one goes on after this form: the one behind it, or the queue."""
    return next_to(request, declaration) or reverse("desk") + _query(request)


def _query(request: HttpRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""
