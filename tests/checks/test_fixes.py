"""Fixes must not hurt: whatever is applied, nothing gets worse and no number changes."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from declarations.checks import RULES, Report, Severity, apply_mechanical, check_form
from declarations.checks.examples import Example, changed, rows
from declarations.checks.fixes import apply_fix, text_at
from indicators.reading.targets import read_target

from .renhe import PIECES, TREE, contents

FORMS = [
    *(
        pytest.param(example, id=f"{rule.code}-{number}")
        for rule in RULES.values()
        for number, example in enumerate(rule.bad, start=1)
    ),
    *(pytest.param(Example(piece, contents()[piece]), id=piece) for piece in PIECES),
]


def weights(report: Report) -> Counter[tuple[str, Severity]]:
    """How many errors and warnings of each kind."""
    return Counter(
        (found.code, found.severity)
        for found in report.findings
        if found.severity is not Severity.INFO
    )


def bounds(text: str) -> list[tuple]:
    """The numbers of a text with their signs, units and what they are per."""
    return [
        (each.number, each.upper, each.sign, each.unit, each.period)
        for each in read_target(text).targets
    ]


def periods(text: str) -> list[tuple]:
    """From which month to which the dates of a text go; a bare year is all of it."""
    return [
        (
            each.year,
            each.month or 1,
            each.last_year or each.year,
            each.last_month or each.month or 12,
        )
        for each in read_target(text).dates
    ]


def figures(text: str) -> Counter[Decimal]:
    return Counter(Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", text))


@pytest.mark.parametrize("example", FORMS)
def test_no_fix_adds_an_error_or_a_warning(example):
    before = check_form(example.content, example.tree, example.context)
    for found in before.findings:
        if found.fix is None:
            continue
        mended = apply_fix(example.content, found.fix)
        after = check_form(mended, example.tree, example.context)
        added = weights(after) - weights(before)
        assert not added, (found.code, found.fix)


@pytest.mark.parametrize("example", FORMS)
def test_no_fix_changes_a_number_or_a_period(example):
    """A date may be written another way; every other figure stays as it is, digit by digit."""
    for found in check_form(example.content, example.tree, example.context).findings:
        if found.fix is None or found.fix.where == "project":
            continue
        before = text_at(example.content, found.fix.where)
        assert periods(found.fix.text) == periods(before), found.code
        if not found.code.startswith("TIM-"):
            assert figures(found.fix.text) == figures(before), found.code


@pytest.mark.parametrize("example", FORMS)
def test_no_mechanical_fix_changes_a_bound(example):
    for found in check_form(example.content, example.tree, example.context).findings:
        if found.fix is not None and found.fix.mechanical:
            before = text_at(example.content, found.fix.where)
            assert bounds(found.fix.text) == bounds(before), found.code


@pytest.mark.parametrize("example", FORMS)
def test_all_mechanical_fixes_together_leave_none_and_hurt_nothing(example):
    before = check_form(example.content, example.tree, example.context)
    mended = apply_mechanical(example.content, example.tree, example.context)
    after = check_form(mended, example.tree, example.context)
    assert not [found for found in after.findings if found.fix and found.fix.mechanical]
    assert not weights(after) - weights(before)


def of_code(example, code):
    findings = check_form(example.content, example.tree).findings
    return [found for found in findings if found.code == code]


def test_two_fixes_of_one_cell_are_both_applied():
    example = rows("social_benefit", ("票据成本", " 减少了减少了运输成本,节约票据印刷支出10%  "))
    mended = apply_mechanical(example.content, TREE)
    assert mended.indicators[-1].value == "减少了运输成本，节约票据印刷支出10%"


def test_a_form_without_mechanical_findings_stays_as_it_is():
    content = changed(
        "错别字只是建议", goal="登记会计帐薄26套，规范核算，提高会计信息质量。"
    ).content
    assert apply_mechanical(content, TREE) == content


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("TXT-GRAMMAR", "不少于150人次以上", "不少于150人次"),
        ("TXT-GRAMMAR", "约300户左右", "约300户"),
        ("TXT-GRAMMAR", "不超过2小时以内", "不超过2小时"),
        ("TXT-GRAMMAR", "避免安全事故不再发生，事故下降10%", "避免安全事故发生，事故下降10%"),
        ("VAL-PAST-TENSE", "提高了核销效率，减少了往返", "提高核销效率，减少往返"),
        ("TXT-TYPO", "登记会计帐薄26套", "登记会计账簿26套"),
    ],
)
def test_what_can_be_meant_one_way_alone_is_mended_by_a_click(code, before, after):
    example = rows("social_benefit", ("服务成效", before))
    (found,) = of_code(example, code)
    assert found.fix.text == after


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("TXT-GRAMMAR", "解决了编制人员少的单位能正常开展财务工作"),
        ("VAL-PAST-TENSE", "帮了困难职工"),
    ],
)
def test_what_may_be_meant_otherwise_is_left_to_the_clerk(code, value):
    example = rows("social_benefit", ("服务成效", value))
    (found,) = of_code(example, code)
    assert found.fix is None
