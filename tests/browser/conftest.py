"""A real Chromium before a real server. A page that complains on its console fails the test."""

import os
import shutil
from urllib.parse import urlsplit

import pytest

from tests.conftest import NO_CHROMIUM
from tests.web.conftest import (  # noqa: F401
    bureau,
    cycle,
    declaration,
    filler,
    government,
    person,
)

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
PASSWORD = "secret-of-a-test"
PATIENCE = 30_000  # milliseconds: a machine that runs all tests at once can be slow


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip(NO_CHROMIUM)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    # Playwright keeps an event loop in this thread; the tests still ask the database from it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def expected():
    """Words of complaints that a test brings about itself."""
    return []


@pytest.fixture
def open_page(chromium, live_server, expected):
    """Opens pages of their own sessions; at the end none of them may have complained.

    A complaint is a console error (a CSP violation is one), an exception of a script, or a
    request to another host.
    """
    complaints = []
    contexts = []

    def listen(page):
        def heard(message):
            if message.type == "error":
                complaints.append(f"{page.url}: {message.text}")

        def asked(request):
            address = urlsplit(request.url)
            if address.scheme in {"http", "https"} and address.netloc != own_host:
                complaints.append(f"{page.url} asked {request.url}")

        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("request", asked)

    def make(**options):
        context = chromium.new_context(
            base_url=live_server.url, locale="zh-CN", accept_downloads=True, **options
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        listen(page)
        return page

    own_host = urlsplit(live_server.url).netloc
    yield make
    for context in contexts:
        context.close()
    assert not [said for said in complaints if not any(words in said for words in expected)]


@pytest.fixture
def sign_in(open_page):
    """A page of this person, signed in through the login page."""

    def make(user, **options):
        page = open_page(**options)
        page.goto("/")
        page.fill("#id_username", user.username)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.wait_for_url("**/")
        return page

    return make
