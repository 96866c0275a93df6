"""`python -m tests`: every test on SQLite, and on PostgreSQL all that touch a database.

PostgreSQL is the one of ``TEST_DATABASE_URL``, else that of this machine if it answers. What is
skipped is said at the end, with what would enable it. With ``NO_SKIPS`` set a skip is a failure.
Arguments are passed on to pytest.
"""

import os
import subprocess
import sys
import tempfile

import psycopg2

LOCAL_POSTGRESQL = "postgres://postgres@127.0.0.1:5432/postgres"


def answers(url: str) -> bool:
    try:
        psycopg2.connect(url, connect_timeout=3).close()
    except psycopg2.OperationalError:
        return False
    return True


def run(title: str, **environment: str) -> bool:
    print(f"== {title}", flush=True)
    with tempfile.TemporaryDirectory() as var:
        kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", *sys.argv[1:]]
        return subprocess.call(command, env={**kept, "VAR_DIR": var, **environment}) == 0


def main() -> int:
    passed = run("SQLite")
    url = os.environ.get("TEST_DATABASE_URL", LOCAL_POSTGRESQL)
    if answers(url):
        passed &= run("PostgreSQL", DATABASE_URL=url, ONLY_DATABASE_TESTS="1")
    else:
        print("跳过 PostgreSQL：没有应答。启动本机的 PostgreSQL，或设置 TEST_DATABASE_URL。")
        passed &= not os.environ.get("NO_SKIPS")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
