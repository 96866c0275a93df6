"""Which brackets hold arithmetic, and which are arithmetic also by themselves."""

import pytest

from indicators.reading.brackets import MAX_DEPTH, arithmetic_brackets
from indicators.reading.normalize import normalize
from indicators.reading.tokens import scan

NEITHER, CLEAN, PURE = (False, False), (True, False), (True, True)


def brackets(text):
    """For each opening bracket whether it is clean and whether it is pure."""
    tokens = scan(normalize(text).text).tokens
    clean, pure = arithmetic_brackets(tokens)
    found = list(zip(tokens, clean, pure, strict=True))
    assert not any(one or other for token, one, other in found if token.kind != "open")
    return [(one, other) for token, one, other in found if token.kind == "open"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（1000-185）", [PURE]),
        ("（1000-185）×6", [PURE]),
        ("（5）", [CLEAN]),
        ("（5）×3", [PURE]),
        ("3×（5）", [CLEAN]),
        ("（差旅费）", [CLEAN]),
        ("（其中5）", [NEITHER]),
        ("（2021年）", [NEITHER]),
        ("（1=2）", [NEITHER]),
        ("（1；2）×3", [NEITHER]),
        ("（5", [NEITHER]),
        ("（5元）（1+2）", [CLEAN, PURE]),
        ("（1+2）（5）", [PURE, CLEAN]),
        ("（其中5）（1+2）", [NEITHER, PURE]),
        ("（（1+2）×3）", [PURE, PURE]),
        ("（（1+2））", [PURE, PURE]),
        ("（（5）+3）", [PURE, PURE]),
        ("（（5））", [NEITHER, CLEAN]),
        ("（其中（1+2）×3）", [NEITHER, PURE]),
        ("（（5元）（1+2））×3", [NEITHER, CLEAN, PURE]),
        ("3+2（5）", [CLEAN]),
    ],
)
def test_a_bracket_is_arithmetic_by_what_is_in_it_and_behind_it(text, expected):
    assert brackets(text) == expected


@pytest.mark.parametrize("behind", ["", "+（1+1）"])
def test_brackets_are_arithmetic_only_so_deep(behind):
    def nested(depth):
        return "（" * (depth - 1) + "（1+1）" + "）" * (depth - 2) + behind + "）"

    assert set(brackets(nested(MAX_DEPTH))) == {PURE}
    outermost, *others = brackets(nested(MAX_DEPTH + 1))
    assert outermost == NEITHER
    assert set(others) == {PURE}
