"""Requests that no page of ours makes: keys that are no numbers, or larger than any database has.

Whatever is sent to whatever address by whomever gets an answer, and never a fault of the server.
"""

import re
from itertools import product
from pathlib import Path
from uuid import uuid4

import pytest
from django import forms
from django.db import transaction
from django.urls import resolve, reverse

import declarations
import indicators
from declarations.life.refusals import SENTENCES
from indicators.keys import key_of

from .test_url_roles import ROUTES, Role, address, staff, world  # noqa: F401

#: Larger than a key of either database; longer than Python reads; no number; a digit and none.
NUMBERS = ("9" * 30, "9" * 5_000, "x", "²", "\0")
WHO = (Role.FILLER, Role.FINANCE_REVIEWER, Role.ADMINISTRATOR)

_ASKED = re.compile(r"""(?:GET|POST|data)\.(?:get|getlist)\(\s*"([\w-]+)\"""")


def asked_names():
    """What any view or form asks of a request; but the deeds of buttons: the usual one is done."""
    found = {name for form in all_forms(forms.BaseForm) for name in form.base_fields}
    for package in (declarations, indicators):
        for file in Path(package.__file__).parent.rglob("*.py"):
            found |= set(_ASKED.findall(file.read_text(encoding="utf-8")))
    return found - {"do", "deed", "action"}


def all_forms(form):
    for one in form.__subclasses__():
        if hasattr(one, "base_fields"):
            yield one
        yield from all_forms(one)


@pytest.mark.parametrize("name", ROUTES)
def test_what_nobody_can_choose_is_answered(client, staff, world, name):  # noqa: F811
    url, asked = address(name, world), asked_names()
    for role in WHO:
        client.force_login(staff[role.value])
        for number, send in product(NUMBERS, (client.get, client.post)):
            with transaction.atomic():
                response = send(url, dict.fromkeys(asked, number))
                assert response.status_code < 500, (role, number[:40])
                transaction.set_rollback(True)


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if "<int:" in route])
def test_an_address_with_a_key_nobody_has_is_not_found(client, staff, name):  # noqa: F811
    client.force_login(staff["administrator"])
    values = {"int": 10**30, "uuid": uuid4()}
    parts = re.findall(r"<(?:(\w+):)?(\w+)>", ROUTES[name])
    url = reverse(name, kwargs={argument: values.get(kind, "x") for kind, argument in parts})
    for send in (client.get, client.post):
        assert send(url).status_code in {403, 404, 405}


@pytest.mark.parametrize(
    "name", [name for name, route in ROUTES.items() if route.count("<int:") > 1]
)
def test_a_thing_is_not_found_below_a_key_nobody_has(client, staff, world, name):  # noqa: F811
    client.force_login(staff["administrator"])
    there = resolve(address(name, world)).kwargs
    for argument in [each for each, value in there.items() if isinstance(value, int)]:
        url = reverse(name, kwargs=there | {argument: 10**30})
        for send in (client.get, client.post):
            assert 400 <= send(url).status_code < 500, argument


@pytest.mark.parametrize("number", NUMBERS)
def test_a_form_is_assigned_to_nobody_by_a_number_nobody_has(
    client,
    staff,  # noqa: F811
    world,  # noqa: F811
    declaration,
    number,
):
    stage = declaration.cycle.stages.get(role=Role.DEPARTMENT_REVIEWER)
    type(declaration).objects.filter(pk=declaration.pk).update(
        state="in_review", stage=stage, submitted_by=staff["filler"]
    )
    client.force_login(staff["department_reviewer"])
    response = client.post(
        reverse("decide", args=[declaration.pk]), {"action": "assign", "to": number, "turn": "0"}
    )
    said = [str(one) for one in response.context["messages"]]
    assert said == [SENTENCES["WFL-ASSIGN-TO"]]


@pytest.mark.parametrize(
    ("text", "key"),
    [("7", 7), ("", 0), (None, 0), ("-1", 0), ("x", 0), ("²", 0), ("９", 0), ("9" * 19, 0)],
)
def test_a_key_is_a_number_that_a_database_holds(text, key):
    assert key_of(text) == key
