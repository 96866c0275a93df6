"""What all tests share: which of them run, and where static files come from."""

import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase

from declarations.life import permanence
from indicators import frozen

DATA = Path(__file__).parent / "data"

#: What a skip says, and so what the one line at the end says.
NO_CHROMIUM = "没有找到 Chromium：安装 chromium 后即可运行浏览器测试。"
#: A test that counts clicks and characters records under this name what stands at the end.
JOURNEY = "journey"
NO_LIBREOFFICE = (
    "没有找到 LibreOffice：安装 libreoffice-writer、libreoffice-calc 和 poppler-utils "
    "后即可运行文档测试。"
)


def pytest_collection_modifyitems(config, items):
    """With ONLY_DATABASE_TESTS, leave out the tests that touch no database."""
    if not os.environ.get("ONLY_DATABASE_TESTS"):
        return
    databases = {"db", "transactional_db", "live_server", "client", "admin_client"}
    kept = [
        item
        for item in items
        if item.get_closest_marker("django_db") or databases & set(item.fixturenames)
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def pytest_sessionfinish(session, exitstatus):
    """With NO_SKIPS, a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("NO_SKIPS") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    reasons = {report.longrepr[2] for report in terminalreporter.stats.get("skipped", [])}
    for reason in sorted(reasons):
        terminalreporter.write_line(reason)
    for report in terminalreporter.stats.get("passed", []):
        for journey in [text for name, text in report.user_properties if name == JOURNEY]:
            terminalreporter.write_line(journey)


@pytest.fixture(scope="session")
def static_root(tmp_path_factory):
    return tmp_path_factory.mktemp("static")


@pytest.fixture(autouse=True)
def test_settings(settings, static_root, tmp_path_factory):
    """Pages are rendered without `collectstatic`, and passwords need not be hard to crack.

    Nothing that a running installation collected is served or overwritten by a test.
    """
    settings.STATIC_ROOT = static_root
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "media"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """SQLite in a file, as in use: of a database in memory all threads share one cache, where
    one that finds a table locked fails at once instead of waiting."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = tmp_path_factory.mktemp("db") / "test.sqlite3"


@pytest.fixture(scope="session", autouse=True)
def emptied_databases():
    """Tests with transactions of their own are followed by emptying the database, and that needs
    the record of deeds and used schemes to be unprotected for the moment."""
    empty = TransactionTestCase._fixture_teardown

    def unprotected(self):
        permanence.remove(connection)
        frozen.unguard(connection)
        empty(self)
        permanence.install(connection)
        frozen.guard(connection)

    TransactionTestCase._fixture_teardown = unprotected
    yield
    TransactionTestCase._fixture_teardown = empty
