"""Settings that cannot be used stop the program with a sentence that names them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def start(tmp_path, **environment):
    """Load the settings in a fresh process; gives its exit code and what it printed."""
    clean = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL"}}
    done = subprocess.run(
        [sys.executable, "-c", "from perfgoals import settings as s; print(s.DATABASES, s.DEBUG)"],
        cwd=ROOT,
        env={**clean, "VAR_DIR": str(tmp_path / "var"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "perhaps"),
        ("HTTPS", "on please"),
        ("DATABASE_URL", "oracle://somewhere/db"),
        ("DATABASE_URL", "nonsense"),
        ("EMAIL_URL", "mail.example"),
        ("EMAIL_URL", "smtp://"),
        ("EMAIL_URL", "smtp://mail.example:many"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path, name, value):
    code, printed = start(tmp_path, **{name: value})
    assert code != 0
    assert f"ImproperlyConfigured: {name}" in printed


def test_nothing_set_means_sqlite_without_debug(tmp_path):
    code, printed = start(tmp_path)
    assert code == 0
    assert "sqlite3" in printed
    assert "IMMEDIATE" in printed
    assert printed.strip().endswith("False")


def test_a_postgresql_url_is_taken(tmp_path):
    code, printed = start(tmp_path, DATABASE_URL="postgres://u:p@db.example/office")
    assert code == 0
    assert "django.db.backends.postgresql" in printed


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 25, "", "", False, False)),
        ("smtp+tls://u%40x:p%2F@mail.example", ("mail.example", 587, "u@x", "p/", True, False)),
        ("smtps://u:p@mail.example:4650", ("mail.example", 4650, "u", "p", False, True)),
    ],
)
def test_a_mail_server_is_taken_from_its_url(monkeypatch, url, expected):
    from perfgoals.settings import env_email

    monkeypatch.setenv("EMAIL_URL", url)
    found = env_email("EMAIL_URL")
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    assert tuple(found[f"EMAIL_{name}"] for name in names) == expected


def test_no_mail_server_is_needed(monkeypatch):
    from perfgoals.settings import env_email

    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert env_email("EMAIL_URL") == {}


def test_the_secret_key_is_made_once_and_kept(tmp_path):
    start(tmp_path)
    path = tmp_path / "var" / "secret_key"
    first = path.read_text()
    start(tmp_path)
    assert path.read_text() == first
    assert len(first) >= 50
    assert path.stat().st_mode & 0o077 == 0
