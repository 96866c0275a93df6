"""The demo: the real forms of one finance bureau for 2021, and people to look at them with.

The forms are read from the Word file by the same import that users have. Those of other units,
on their way through the review, are in ``demo_review``.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate

from indicators.library import keep_starters
from indicators.models import Scheme
from indicators.tree import DEFAULT_CODE, shipped

from .files.importing import carry_out, plan_import
from .life.stages import BUSINESS_DESK, PERFORMANCE_DESK, set_default_stages
from .models import BudgetUnit, Cycle, Declaration, Membership, User

DOCUMENT = Path(__file__).resolve().parent.parent / "fixtures" / "renhe-2021.docx"
YEAR = 2021
OPEN_FOR = timedelta(days=365)  # so long a visitor of the demo may submit
PASSWORD = "jixiao2021"  # noqa: S105 - printed at every start; only ever in a demo database

GOVERNMENT = ("510411", "攀枝花市仁和区人民政府")
BUREAU = ("510411001", "攀枝花市仁和区财政局")
SCHOOL = ("510411002", "仁和区第一小学（演示）")
TOWNSHIP = ("510411003", "仁和区青山乡人民政府（演示）")

Role = Membership.Role


@dataclass(frozen=True)
class Account:
    """A person of the demo, with his one post."""

    username: str
    full_name: str
    unit: str  # code
    role: str
    desk: str = ""


ACCOUNTS = (
    Account("tianbao", "财政局填报人", BUREAU[0], Role.FILLER),
    Account("xuexiao", "学校填报人", SCHOOL[0], Role.FILLER),
    Account("xiangzhen", "乡镇填报人", TOWNSHIP[0], Role.FILLER),
    Account("zhuguan", "主管部门审核人", GOVERNMENT[0], Role.DEPARTMENT_REVIEWER),
    Account("caizheng", "财政业务股审核人", BUREAU[0], Role.FINANCE_REVIEWER, BUSINESS_DESK),
    Account("jixiao", "财政绩效股审核人", BUREAU[0], Role.FINANCE_REVIEWER, PERFORMANCE_DESK),
    Account("admin", "管理员", BUREAU[0], Role.ADMINISTRATOR),
    Account("shenji", "审计", GOVERNMENT[0], Role.AUDITOR),
)


def database_is_new() -> bool:
    """Whether nobody can sign in yet, so that the demo takes nobody's place."""
    return not User.objects.exists()


def is_loaded() -> bool:
    """Whether all accounts of the demo are there, with the password that everybody knows."""
    names = [account.username for account in ACCOUNTS]
    return User.objects.filter(username__in=names).count() == len(names)


@transaction.atomic
def load() -> int:
    """Bring the demo in and say how many forms were new. What is there already stays as it is."""
    cycle, bureau = set_up_office()
    if Declaration.everything.filter(project__unit=bureau, cycle=cycle).exists():
        return 0
    plan = plan_import([(DOCUMENT.name, DOCUMENT.read_bytes())], cycle=cycle, unit=bureau)
    return len(carry_out(plan).created)


def set_up_office() -> tuple[Cycle, BudgetUnit]:
    """Schemes, cycle, units and people, without a form; gives the cycle and the bureau."""
    for tree in shipped().values():
        Scheme.objects.keep(tree)
    keep_starters()
    cycle = open_cycle(YEAR)
    units = _units()
    _accounts(units)
    return cycle, units[BUREAU[0]]


def open_cycle(year: int, announcement: str = "") -> Cycle:
    """The cycle of this year, open with the default stages; one that is there stays as it is."""
    cycle, _ = Cycle.objects.get_or_create(
        year=year,
        defaults={
            "scheme": Scheme.objects.keep(shipped()[DEFAULT_CODE]),
            "opens_on": date(year - 1, 10, 1),
            "closes_on": localdate() + OPEN_FOR,
            "announcement": announcement,
        },
    )
    set_default_stages(cycle)
    return cycle


def _units() -> dict[str, BudgetUnit]:
    government, _ = BudgetUnit.objects.get_or_create(
        code=GOVERNMENT[0], defaults={"name": GOVERNMENT[1]}
    )
    units = {government.code: government}
    for code, name in (BUREAU, SCHOOL, TOWNSHIP):
        units[code], _ = BudgetUnit.objects.get_or_create(
            code=code, defaults={"name": name, "superior": government}
        )
    return units


def _accounts(units: dict[str, BudgetUnit]) -> None:
    for account in ACCOUNTS:
        user, is_new = User.objects.get_or_create(
            username=account.username, defaults={"full_name": account.full_name}
        )
        if is_new:
            user.set_password(PASSWORD)
            user.is_staff = user.is_superuser = account.role == Role.ADMINISTRATOR
            user.save()
        Membership.objects.get_or_create(
            user=user, unit=units[account.unit], role=account.role, defaults={"desk": account.desk}
        )
