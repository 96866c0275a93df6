"""Every address, method and role: what answer it gives, as url_roles.csv says.

``method`` is GET or POST; a blank ``query`` posts nothing, so that a deed that is allowed may still
find something missing. The roles are those of the people of a small office: ``filler`` and
``unit_reviewer`` belong to the unit of the declaration, ``stranger`` fills the forms of another,
``department_reviewer`` stands above both. What an anonymous visitor gets is in test_access.

An address without its two rows fails the test, which prints them as they would be true now: copy
them into the file after reading them twice.
"""

import csv
import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import QueryDict
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from declarations.actions import create_declaration
from declarations.life.stages import set_default_stages
from declarations.models import (
    Attachment,
    BudgetProject,
    ControlFigure,
    Extension,
    Membership,
    Remark,
    Replacement,
    SheetUpload,
    Upload,
)
from indicators.models import LibraryIndicator

from .conftest import GOOD

Role = Membership.Role
FILE = Path(__file__).with_name("url_roles.csv")
ROLES = ("filler", "stranger", *(role.value for role in Role if role is not Role.FILLER))
METHODS = ("GET", "POST")
#: Open to everybody; what they say is tested elsewhere.
OPEN = {"login", "logout", "healthz"}

with FILE.open(encoding="utf-8") as file:
    ROWS = {(row["url"], row["method"]): row for row in csv.DictReader(file)}


def routes():
    """The names of all addresses, with the routes they have from the root."""

    def walk(patterns, space, prefix):
        for one in patterns:
            route = prefix + str(one.pattern)
            if isinstance(one, URLResolver):
                inner = f"{one.namespace}:" if one.namespace else space
                yield from walk(one.url_patterns, inner, route)
            elif isinstance(one, URLPattern) and one.name and one.name not in OPEN:
                yield space + one.name, route

    return dict(walk(get_resolver().url_patterns, "", ""))


ROUTES = routes()


@pytest.fixture
def staff(person, bureau, school, government):
    """One person for each column of the file."""
    units = {Role.DEPARTMENT_REVIEWER: government}
    people = {"stranger": person("stranger", school, Role.FILLER)}
    for role in Role:
        people[role.value] = person(f"{role.value}-1", units.get(role, bureau), role)
    return people


@pytest.fixture
def world(settings, tmp_path, staff, bureau, school, government, cycle, declaration):
    """An object for each argument of an address, by what stands before it in the route."""
    settings.MEDIA_ROOT = tmp_path
    set_default_stages(cycle)
    filler, keeper = staff["filler"], staff["administrator"]
    row = declaration.rows()[0]
    deleted = create_declaration(GOOD, unit=bureau, cycle=cycle)
    type(deleted).objects.filter(pk=deleted.pk).update(deleted_at=timezone.now(), deleted_by=filler)
    extension = Extension.objects.create(
        cycle=cycle, unit=bureau, closes_on=timezone.localdate(), reason="停电", given_by=keeper
    )
    budget = {"cycle": cycle, "unit": bureau, "amount": 6}
    project = BudgetProject.objects.create(code="1", name="培训", **budget)
    figure = ControlFigure.objects.create(**budget)
    entry = LibraryIndicator.objects.create(kind="quantity", name="培训人数", unit="人")
    remark = Remark.objects.create(
        declaration=declaration, round=1, stage="主管部门", where="goal", text="不清楚", by=keeper
    )
    replacement = Replacement.objects.create(
        declaration=declaration, by=filler, before={}, after={}
    )
    file = Attachment.objects.create(
        declaration=declaration,
        name="合同.pdf",
        file=ContentFile(b"%PDF-1.4", "a"),
        size=8,
        content_type="application/pdf",
        uploaded_by=filler,
    )
    upload = Upload.objects.create(user=filler, unit=bureau, cycle=cycle)
    sheet = SheetUpload.objects.create(user=keeper, kind="units", name="a.xlsx", data=b"")
    branch = cycle.scheme.branches.first()
    post = staff["auditor"].memberships.get()
    return {
        "declarations": declaration.pk,
        "rows": row.pk,
        "items": row.items.create(label="培训费").pk,
        "remarks": remark.pk,
        "files": file.pk,
        "replacements": replacement.pk,
        "notices": filler.notices.create(text="看一下").pk,
        "import": upload.pk,
        "tables/<uuid": sheet.pk,
        "forms": 0,
        "edit": "basics",
        "deeds": "submit",
        "reasons": "CST-SUM",
        "export": "docx",
        "do": "retire",
        "library/<int:pk>": "accept",
        "cycles": cycle.year,
        "progress": cycle.year,
        "settings": cycle.year,
        "stages": cycle.stages.first().pk,
        "extensions": extension.pk,
        "projects": project.pk,
        "figures": figure.pk,
        "units": school.pk,
        "people": staff["auditor"].pk,
        "posts": post.pk,
        "tables": "units",
        "cycles/<int:year>": "projects",
        "schemes": cycle.scheme_id,
        "crosswalk": cycle.scheme_id,
        "branches": branch.pk,
        "nodes": branch.nodes.first().pk,
        "library": entry.pk,
        "user": staff["auditor"].pk,
        "budgetunit": school.pk,
        "membership": post.pk,
        "cycle": cycle.pk,
        "scheme": cycle.scheme_id,
        "bin": deleted.pk,
    }


def address(name, world):
    """The address of this name in this world."""
    route = ROUTES[name]
    if name == "restore":
        return reverse(name, args=[world["bin"]])
    if name == "scheme_export":
        return reverse(name, args=[world["schemes"], "json"])
    if name == "admin:app_list":
        return reverse(name, args=["declarations"])
    if name == "admin:view_on_site":
        return reverse(name, args=["1", "1"])
    arguments = {}
    for found in re.finditer(r"([^/]+(?:/<\w+:\w+>)?)/<(\w+):(\w+)>", route):
        before, kind, argument = found.groups()
        keys = (before, f"{before}/<{kind}", before.rpartition("/")[0] or before)
        key = next(one for one in (keys[1], keys[0], keys[2]) if one in world)
        arguments[argument] = world[key]
    for before, argument in re.findall(r"([^/<>]+)/<\w+:(\w+)>", route):
        arguments.setdefault(argument, world[before])
    return reverse(name, kwargs=arguments)


def answers(client, staff, world, name, method, query=""):
    """What each role gets, one after the other; whatever was changed is undone."""
    url = address(name, world)
    found = {}
    for role in ROLES:
        with transaction.atomic():
            client.force_login(staff[role])
            if method == "GET":
                response = client.get(f"{url}?{query}")
            else:
                response = client.post(url, QueryDict(query).dict())
            found[role] = str(response.status_code)
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("name", ROUTES)
def test_every_role_gets_what_the_file_says(client, staff, world, name):
    missing, wrong = [], []
    for method in METHODS:
        row = ROWS.get((name, method))
        found = answers(client, staff, world, name, method, row["query"] if row else "")
        if row is None:
            missing.append(",".join((name, method, "", *found.values())))
        elif (told := {role: row[role] for role in ROLES}) != found:
            wrong.append((method, told, found))
    assert not missing, "url_roles.csv lacks, as it is now:\n" + "\n".join(missing)
    assert not wrong


def test_the_file_names_no_address_that_is_gone():
    assert {name for name, _ in ROWS} <= set(ROUTES)
