"""`serve --set-up`, which `make run` ends with: from an empty folder to a page, and again."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from declarations.management.commands.serve import is_loopback

ROOT = Path(__file__).parent.parent


@contextmanager
def serving(var, *options, port=0):
    """The address of a server that keeps its things in ``var``, as soon as it answers."""
    clean = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--set-up", "--port", str(port), *options],
        cwd=ROOT,
        env={**clean, "VAR_DIR": str(var)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield f"http://127.0.0.1:{said_port(server)}", server
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate()


def said_port(server):
    """The port that the server says it listens on."""
    said = []
    for line in server.stdout:
        said.append(line)
        if found := re.search(r"http://\S+:(\d+)/", line):
            return found[1]
    raise AssertionError("".join(said))


def get(url):
    with urllib.request.urlopen(url, timeout=30) as response:
        return response.status, response.headers, response.read().decode()


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    """A folder from which it was served once."""
    folder = tmp_path_factory.mktemp("served")
    with serving(folder):
        return folder


def test_an_empty_folder_becomes_a_login_page(tmp_path):
    with serving(tmp_path) as (address, _):
        status, headers, page = get(address + "/accounts/login/")
        assert status == 200
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "'unsafe" not in headers["Content-Security-Policy"]
        styles = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
        assert styles
        for style in styles:
            status, headers, _ = get(address + style)
            assert status == 200
            assert "immutable" in headers["Cache-Control"], style


def test_a_second_start_changes_no_data(var):
    before = (var / "db.sqlite3").read_bytes()
    with serving(var) as (address, _):
        assert get(address + "/healthz")[0] == 200
    assert (var / "db.sqlite3").read_bytes() == before


def test_a_server_that_others_reach_has_no_account_whose_password_is_known(tmp_path):
    with serving(tmp_path, "--host", "0.0.0.0") as (address, _):
        assert get(address + "/healthz")[0] == 200
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM declarations_user").fetchone() == (0,)


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.8", False),
        ("finance.example", False),
        ("", False),
    ],
)
def test_what_only_this_machine_reaches_is_told_by_its_address(host, alone):
    assert is_loopback(host) == alone


def test_a_port_that_is_taken_is_named_before_anything_is_set_up(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "manage.py", "serve", "--set-up", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, "VAR_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    assert done.returncode != 0
    assert str(port) in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "db.sqlite3").exists()
