"""How a request for suggestions grows with the library: the whole request, on each database."""

import os
import random
import subprocess
import sys
import tempfile
import time
import warnings

from tests.__main__ import LOCAL_POSTGRESQL, answers

SIZES = (500, 50_000)
CALLS = 60

WORDS = [
    *("培训", "参训", "人员", "系统", "软件", "故障", "维护", "平均", "修复", "完成", "合格"),
    *("次数", "数量", "服务", "对象", "群众", "评审", "项目", "报告", "出具", "宣传", "活动"),
    *("场次", "覆盖", "补助", "发放", "准确", "资金", "租赁", "面积", "房屋", "设备", "使用"),
    *("年度", "控制", "支出", "标准", "节约", "票据", "档案"),
]
#: What is typed: nothing yet, a word that very many names have, one that few have, one that none
#: has, and a long one of which every part is common.
QUERIES = {
    "还没有输入": "",
    "常见，一个字": "培",
    "常见，两个字": "系统",
    "少见": "罕",
    "没有": "龘",
    "没有，长": "培训参训系统软件票据",
}
PROJECT = "乡镇财务人员培训及票据管理系统维护"


def suggestions() -> None:
    """On SQLite and, where it answers, on PostgreSQL: each in a process of its own."""
    _in_a_process("SQLite", "")
    url = os.environ.get("TEST_DATABASE_URL", LOCAL_POSTGRESQL)
    if answers(url):
        _in_a_process("PostgreSQL", url)
    else:
        print("跳过 PostgreSQL：没有应答。")


def _in_a_process(title: str, url: str) -> None:
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    if url:
        kept["DATABASE_URL"] = url
    print(f"\n指标建议，整个请求（{title}）", flush=True)
    with tempfile.TemporaryDirectory() as var:
        command = [sys.executable, "-m", "tests.bench.library"]
        subprocess.run(command, env={**kept, "VAR_DIR": var}, check=True)


def measure() -> None:
    """Print milliseconds a request at each size, and how many times the first the last takes.

    The quickest of the calls counts: what else the machine does only makes a request slower. In a
    test database, which is destroyed. All entries are of one kind: nothing narrows them.
    """
    import django

    warnings.filterwarnings("ignore", "No directory at")

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfgoals.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()
    name = "perfgoals_bench"
    if connection.vendor == "sqlite":
        name = str(settings.VAR_DIR / name)  # a file, as in an office, and not memory
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        client = _client()
        taken = {size: _milliseconds(client, size) for size in SIZES}
    finally:
        connection.creation.destroy_test_db("", verbosity=0)
    small, large = (taken[size] for size in SIZES)
    for name in QUERIES:
        ratio = large[name] / small[name]
        print(f"  {name:<12}{small[name]:8.2f} ms{large[name]:8.2f} ms{ratio:7.2f} 倍")


def _client():
    from django.test import Client

    from declarations.models import BudgetUnit, Membership, User

    unit = BudgetUnit.objects.create(code="510411001", name="示例区财政局")
    user = User.objects.create_user("filler", password="secret-of-a-bench")
    Membership.objects.create(user=user, unit=unit, role=Membership.Role.FILLER)
    client = Client()
    client.force_login(user)
    return client


def _milliseconds(client, size: int) -> dict[str, float]:
    from django.db import connection

    from indicators.models import LibraryIndicator

    there = LibraryIndicator.objects.count()
    LibraryIndicator.objects.bulk_create(_entry(number) for number in range(there, size))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    taken: dict[str, list[float]] = {name: [] for name in QUERIES}
    for _ in range(CALLS):
        for name, query in QUERIES.items():
            asked = {"kind": "quantity", "q": query, "unit": "510411001", "words": PROJECT}
            started = time.perf_counter()
            assert client.get("/indicators/library/suggestions/", asked).status_code == 200
            taken[name].append((time.perf_counter() - started) * 1000)
    return {name: min(times) for name, times in taken.items()}


def _entry(number: int):
    from indicators.models import LibraryIndicator

    chance = random.Random(number)
    name = "".join(chance.sample(WORDS, chance.randint(3, 5)))
    return LibraryIndicator(
        kind="quantity",
        name=f"{name}{'罕' if number % 100 == 0 else ''}{number}",
        comparator="≥",
        usual_value="12",
        unit="次",
        explanation="年度内实际完成的次数，按台账统计。",
        keywords="、".join(chance.sample(WORDS, 3)),
        unit_code=chance.choice(["", "510411001", "510411002"]),
        uses=chance.randint(0, 1000),
    )


BENCHES = (suggestions,)

if __name__ == "__main__":
    measure()
