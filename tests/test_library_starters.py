"""The entries that come with the program: many, all different, none that a check would fault."""

import json
from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest

from declarations.checks import Severity, check_form
from declarations.checks.examples import CLEAN
from declarations.content import Indicator
from indicators import library
from indicators.library_rows import fault_of_value
from indicators.models import LibraryIndicator
from indicators.tree import DEFAULT_CODE, KINDS, kind_of, shipped

ENTRIES = json.loads(library.SHIPPED.read_text(encoding="utf-8"))
MOST_SHARED = 0.7
#: The scheme that has a node for kinds that the usual one lacks.
WIDER = "national-2021"
#: What the checks say of a name, a value, a class or a time; the rest is about the whole form.
TOPICS = ("VAL", "NAM", "CLS", "TIM")
SPENDING = {"软件维护", "房屋租赁", "培训", "评审", "宣传", "补助", "通用"}


def value_of(entry):
    return "".join(entry.get(part, "") for part in ("comparator", "usual_value", "unit"))


def test_there_are_many_for_each_kind_and_each_kind_of_spending():
    assert len(ENTRIES) >= 170
    assert {entry["kind"] for entry in ENTRIES} == set(KINDS)
    count = Counter(entry["spending_types"] for entry in ENTRIES)
    assert all(count[spending] >= 20 for spending in SPENDING)


def test_each_says_what_it_measures_and_what_proves_it():
    for entry in ENTRIES:
        for field in ("explanation", "evidence", "standard", "standard_source", "keywords"):
            assert entry[field], entry["name"]
        assert not fault_of_value(entry.get("comparator", ""), entry["usual_value"])


def shared(one, other):
    """How much of the shorter of two names is in the other, in whatever order."""
    return (Counter(one) & Counter(other)).total() / min(len(one), len(other))


def test_no_two_names_share_more_than_seven_characters_of_ten():
    alike = [
        pair
        for pair in combinations([entry["name"] for entry in ENTRIES], 2)
        if shared(*pair) > MOST_SHARED
    ]
    assert alike == []


def form_with(entry):
    """A form without a fault that has this entry as its only row of the kind."""
    code = DEFAULT_CODE if shipped()[DEFAULT_CODE].of_kind(entry["kind"]) else WIDER
    tree = shipped()[code]
    others = []
    for row in CLEAN.indicators:
        kind = kind_of(row.level1, row.level2)
        node = tree.of_kind(kind)
        if node and kind != entry["kind"]:
            others.append(replace(row, level1=node.level1, level2=node.name))
    node = tree.of_kind(entry["kind"])
    mine = Indicator(node.level1, node.name, entry["name"], value_of(entry))
    goal = "保障本年度各项任务按计划完成，提高服务水平。"
    return replace(CLEAN, indicators=(*others, mine), goal=goal), tree


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_no_check_faults_an_entry_on_a_form_of_its_kind(entry):
    content, tree = form_with(entry)
    where = f"indicators[{len(content.indicators) - 1}]"
    faults = [
        f"{found.code} {found.message}"
        for found in check_form(content, tree).findings
        if found.code.startswith(TOPICS)
        and found.severity is not Severity.INFO
        and found.where.startswith(where)
    ]
    assert faults == []


@pytest.mark.django_db
def test_they_are_taken_in_once():
    assert library.keep_starters() == len(ENTRIES)
    assert library.keep_starters() == 0
    for entry in LibraryIndicator.objects.all():
        entry.full_clean(exclude=["plain_name"])
