"""Where a request comes from."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str | None:
    """The address of the person's machine, for the record.

    Behind a TLS proxy it is the last that the proxy wrote; what stands before it anybody can claim.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.HTTPS:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2]
    try:
        return str(ip_address(address.strip()))
    except ValueError:
        return None
