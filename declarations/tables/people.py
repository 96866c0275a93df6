"""用户 as an Excel sheet: a row for each post, so that one person may stand in several rows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from declarations.models import Cycle, Membership, User
from declarations.office.passwords import give_one_time_password
from declarations.office.record import name_of, post_text
from indicators.excel_rows import Column, Fault, Importer, Row, Written, one_of, unique

from . import messages
from .table import (
    BATCH,
    UNIT_CODE,
    UNIT_NAME,
    Import,
    Issued,
    Table,
    unit_is_there,
    units_by_code,
)

_is_username, _is_email = UnicodeUsernameValidator(), EmailValidator()


def _username(text: str) -> str:
    try:
        _is_username(text)
    except ValidationError:
        raise ValueError(messages.NOT_A_USERNAME) from None
    return User.normalize_username(text)


def _email(text: str) -> str:
    try:
        _is_email(text)
    except ValidationError:
        raise ValueError(messages.NOT_AN_EMAIL) from None
    return text


USERNAME = Column("username", "登录名", required=True, read=_username, limit=150)
FULL_NAME = Column("full_name", "姓名", required=True, limit=50)
ROLE = Column("role", "角色", required=True, **one_of(dict(Membership.Role.choices)))
DESK = Column("desk", "科室", limit=50)
EMAIL = Column("email", "邮箱", read=_email, limit=254, width=24)


def importer(run: Import) -> Importer:
    def write(rows: Sequence[Row]) -> Written:
        people = {user.username: user for user in User.objects.all()}
        new = list(_new_people(rows, people, run))
        people |= {one.username: one for one in User.objects.bulk_create(new, batch_size=BATCH)}
        made = {user.username for user in new}
        changed = _set_addresses(rows, people) | _write_posts(rows, people, run)
        changed -= made
        everybody = {row["username"] for row in rows}
        return Written(len(made), len(changed), len(everybody - made - changed))

    columns = (USERNAME, FULL_NAME, UNIT_CODE, UNIT_NAME, ROLE, DESK, EMAIL)
    checkers = (unique(USERNAME, UNIT_CODE, ROLE), unit_is_there, _is_one_person, _desk_of_finance)
    return Importer("用户", columns, write, checkers)


def _new_people(rows: Sequence[Row], there: Mapping[str, User], run: Import) -> Iterable[User]:
    """Each with a one-time password, which the run tells."""
    met = set(there)
    for row in rows:
        if row["username"] in met:
            continue
        met.add(row["username"])
        user = User(username=row["username"], full_name=row["full_name"])
        run.issued.append(Issued(user.username, user.full_name, give_one_time_password(user)))
        yield user


def _set_addresses(rows: Sequence[Row], people: Mapping[str, User]) -> set[str]:
    """Set the e-mail addresses; a blank leaves what there is. Says of whom."""
    changed = {
        row["username"]: row["email"]
        for row in rows
        if row["email"] and people[row["username"]].email != row["email"]
    }
    for username, email in changed.items():
        people[username].email = email
    if changed:
        users = [people[username] for username in changed]
        User.objects.bulk_update(users, ["email"], batch_size=BATCH)
    return set(changed)


def _write_posts(rows: Sequence[Row], people: Mapping[str, User], run: Import) -> set[str]:
    """Add the posts that are new and set the desks of the others. Says of whom."""
    units = units_by_code()
    there = {(one.user_id, one.unit_id, one.role): one for one in Membership.objects.all()}
    new, moved, whose = [], [], set()
    for row in rows:
        user, unit = people[row["username"]], units[row["unit"]]
        post = there.get((user.pk, unit.pk, row["role"]))
        if post is None:
            post = Membership(user=user, unit=unit, role=row["role"], desk=row["desk"])
            new.append(post)
        elif row["desk"] and post.desk != row["desk"]:
            post.desk = row["desk"]
            moved.append(post)
        else:
            continue
        whose.add(user.username)
        run.posts.append(f"{name_of(user)} · {post_text(post)}")
    Membership.objects.bulk_create(new, batch_size=BATCH)
    if moved:
        Membership.objects.bulk_update(moved, ["desk"], batch_size=BATCH)
    return whose


def _is_one_person(rows: Sequence[Row]) -> Iterable[Fault]:
    """The rows of a login name tell of one person, and of the one who has it already."""
    first: dict[str, Row] = {}
    names = dict(User.objects.values_list("username", "full_name"))
    for row in rows:
        username = row["username"]
        known = first.setdefault(username, row)
        same_email = not (row["email"] and known["email"] and row["email"] != known["email"])
        if row["full_name"] != known["full_name"] or not same_email:
            yield Fault(messages.TWO_PEOPLE, row.number, username)
        elif names.get(username) not in (None, "", row["full_name"]):
            yield Fault(messages.OTHER_PERSON, row.number, username)


def _desk_of_finance(rows: Sequence[Row]) -> Iterable[Fault]:
    for row in rows:
        if row["desk"] and row["role"] != Membership.Role.FINANCE_REVIEWER:
            yield Fault(messages.DESK_OF_OTHERS, row.number, row["desk"])


def _rows(_: Cycle | None) -> Iterable[Mapping[str, Any]]:
    posts = Membership.objects.select_related("user", "unit").order_by("user__username", "pk")
    for post in posts.filter(user__is_active=True, unit__is_active=True):
        yield {
            "username": post.user.username,
            "full_name": post.user.full_name,
            "unit": post.unit.code,
            "unit_name": post.unit.name,
            "role": post.role,
            "desk": post.desk,
            "email": post.user.email,
        }


PEOPLE = Table(
    "people",
    "用户",
    "people",
    "一行写一个岗位；一个人有几个岗位就写几行，登录名相同。新用户得到一次性密码，导入后显示一次。"
    "表里没有的用户和岗位不动。",
    importer,
    _rows,
    {
        "username": "zhangsan",
        "full_name": "张三",
        "unit": "101",
        "unit_name": "青山县财政局",
        "role": Membership.Role.FILLER,
        "desk": "",
        "email": "",
    },
    marked="full_name",
)
