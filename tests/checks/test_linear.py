"""The work of a check grows with the length of the texts, not with its square."""

import sys
from dataclasses import replace

import pytest

from declarations.checks import check_form
from declarations.checks.examples import CLEAN
from indicators.tree import DEFAULT_CODE, shipped

TREE = shipped()[DEFAULT_CODE]


def calls(text):
    """How many functions are called, ours and Python's, to check a form full of this text."""
    rows = tuple(replace(row, name=text, value=text) for row in CLEAN.indicators)
    content = replace(CLEAN, project=text, goal=text, indicators=rows)
    count = 0

    def on_event(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(on_event)
    try:
        check_form(content, TREE)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit", ["1", "3人，", "（2期", "培训", "3人×20元，", "2021年3月，", "帐本3人", "95%，", "提高"]
)
def test_twice_the_text_is_about_twice_the_work(unit):
    calls(unit * 10)  # what is compiled and cached at first use
    once, twice = (calls((unit * length)[:length]) for length in (600, 1200))
    assert twice < 2.6 * once
