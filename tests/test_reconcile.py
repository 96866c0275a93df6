"""Whether the cost rows of a form come to its total: the cases with their answers."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from declarations.reconcile import reconcile

DATA = Path(__file__).parent / "data"


def cases(file: str) -> list:
    lines = (DATA / file).read_text(encoding="utf-8").splitlines()
    return [pytest.param(json.loads(line), id=json.loads(line)["id"]) for line in lines]


def reconciled(case: dict):
    total = Decimal(case["total_wan"]) if case["total_wan"] else None
    parts = [Decimal(part) for part in case.get("parts_wan", [])] or None
    costs = [tuple(row) for row in case["cost"]]
    others = [tuple(row) for row in case["other"]]
    return reconcile(total, costs, others, parts_wan=parts)


@pytest.mark.parametrize("case", cases("cost_cases.jsonl"))
def test_a_published_form_gets_the_verdict_a_careful_reviewer_gave_it(case):
    result = reconciled(case)
    assert result.verdict == case["verdict"]
    if case["amount_yuan"] is not None:
        assert result.amount_yuan == case["amount_yuan"]


@pytest.mark.parametrize("case", cases("cost_variations.jsonl"))
def test_other_ways_of_writing_a_cost_get_the_verdict_decided_beforehand(case):
    result = reconciled(case)
    assert result.verdict == case["verdict"]
    if case["amount_yuan"] is not None:
        assert result.amount_yuan == case["amount_yuan"]
