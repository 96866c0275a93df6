"""What the pages of both apps do alike: a list page by page, a file to be saved."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header


def page_of(request: HttpRequest, found: QuerySet, size: int) -> Page:
    """The page that ``?page=`` asks for, of so many rows; the nearest there is for any other."""
    return Paginator(found, size).get_page(request.GET.get("page"))


def query_without(request: HttpRequest, name: str) -> str:
    """The query of the address without this parameter, for links that keep the rest of it."""
    query = request.GET.copy()
    query.pop(name, None)
    return query.urlencode()


def send_file(data: bytes, name: str, content_type: str) -> HttpResponse:
    """A file to be saved under this name; no browser shows it on our pages."""
    disposition = content_disposition_header(True, name)
    return HttpResponse(data, content_type, headers={"Content-Disposition": disposition})
