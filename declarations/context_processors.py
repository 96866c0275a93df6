"""What every page may show: asked of the database only by a page that does."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .life.notices import unread
from .review.todo import tasks_of


def waiting_work(request: HttpRequest) -> dict[str, object]:
    """``tasks`` (todo.Task) and ``notices`` of the person, and ``waiting_count`` of both."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    tasks = SimpleLazyObject(lambda: tasks_of(user))
    notices = SimpleLazyObject(lambda: list(unread(user)))
    count = SimpleLazyObject(lambda: sum(one.count for one in tasks) + len(notices))
    return {"tasks": tasks, "notices": notices, "waiting_count": count}
