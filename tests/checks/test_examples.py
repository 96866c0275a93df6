"""Every check finds what is wrong in its bad examples and leaves its good ones alone."""

import pytest

from declarations.checks import RULES, Outcome, check_form
from declarations.checks.examples import CLEAN
from indicators.tree import DEFAULT_CODE, shipped

TREE = shipped()[DEFAULT_CODE]


def examples(which: str) -> list:
    return [
        pytest.param(rule, example, id=f"{rule.code}-{number}")
        for rule in RULES.values()
        for number, example in enumerate(getattr(rule, which), start=1)
    ]


@pytest.mark.parametrize(("rule", "example"), examples("bad"))
def test_a_check_finds_its_bad_example(rule, example):
    report = check_form(example.content, example.tree, example.context)
    assert report.outcomes[rule.code] is Outcome.FAILED


@pytest.mark.parametrize(("rule", "example"), examples("good"))
def test_a_check_leaves_its_good_example_alone(rule, example):
    report = check_form(example.content, example.tree, example.context)
    assert report.outcomes[rule.code] is not Outcome.FAILED


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_check_has_three_different_bad_and_three_different_good_examples(rule):
    for examples_of_one_kind in (rule.bad, rule.good):
        seen = {(each.content, each.context, each.scheme) for each in examples_of_one_kind}
        assert len(seen) >= 3


def test_the_clean_form_has_no_finding():
    assert check_form(CLEAN, TREE).findings == ()


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_finding_is_fully_worded(rule):
    """No placeholder is left and no text is empty, on any of the bad examples."""
    for example in rule.bad:
        for found in check_form(example.content, example.tree, example.context).findings:
            if found.code == rule.code:
                assert found.message
                assert found.hint
                assert "{" not in found.message + found.hint
                assert "None" not in found.message + found.hint
