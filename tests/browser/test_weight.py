"""What a page weighs over the wire, as the real server sends it to a browser that has nothing."""

import pytest
from playwright.sync_api import expect

from declarations.demo import ACCOUNTS, PASSWORD
from tests.test_serve import serving

pytestmark = pytest.mark.browser

MOST = 130_000  # bytes
PATHS = [
    "/",
    "/declarations/",
    "/declarations/4/",
    "/declarations/4/edit/funding/",
    "/declarations/4/edit/indicators/",
    "/declarations/4/edit/check/",
    "/rules/",
]


def weigh(context, url):
    """The bytes of each file of the page, and the headers it came with."""
    page = context.new_page()
    finished = []
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto(url, wait_until="networkidle")
    expect(page.locator("h1")).to_be_visible()
    files = [
        (request.url, max(0, request.sizes()["responseBodySize"]), request.response().headers)
        for request in finished
    ]
    page.close()
    return files


def test_no_page_is_heavy_and_what_never_changes_is_kept_for_good(chromium, tmp_path):
    with serving(tmp_path) as (address, _):
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{address}/")
        page.fill("#id_username", ACCOUNTS[0].username)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.wait_for_url(f"{address}/")
        signed_in = context.cookies()
        context.close()
        for path in PATHS:
            fresh = chromium.new_context()
            fresh.add_cookies(signed_in)
            files = weigh(fresh, address + path)
            fresh.close()
            assert len(files) > 5
            assert sum(size for _, size, _ in files) <= MOST, path
            for url, size, headers in files:
                if "/static/" in url:
                    assert "immutable" in headers["cache-control"], url
                if size > 2000:
                    assert headers["content-encoding"] == "gzip", url
