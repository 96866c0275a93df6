"""What the pages of both apps do alike: a list page by page, a file to be saved."""

from collections.abc import Iterator

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

#: More than anybody types, and less than a database takes in one LIKE.
LONGEST_QUERY = 100


def sought(request: HttpRequest) -> str:
    """What ``?q=`` looks for, as far as anybody types; without NUL, which PostgreSQL refuses."""
    return request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]


def page_of(request: HttpRequest, found: QuerySet, size: int) -> Page:
    """The page that ``?page=`` asks for, of so many rows; the nearest there is for any other."""
    return Paginator(found, size).get_page(request.GET.get("page"))


def query_without(request: HttpRequest, name: str) -> str:
    """The query of the address without this parameter, for links that keep the rest of it."""
    query = request.GET.copy()
    query.pop(name, None)
    return query.urlencode()


def send_file(data: bytes | Iterator[bytes], name: str, content_type: str) -> HttpResponseBase:
    """A file to be saved under this name; no browser shows it on our pages. One that comes in
    portions is sent while it is made."""
    kind = HttpResponse if isinstance(data, bytes) else StreamingHttpResponse
    disposition = content_disposition_header(True, name)
    return kind(data, content_type=content_type, headers={"Content-Disposition": disposition})
