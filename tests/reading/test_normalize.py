"""Many ways of typing a sign become one, and every character knows where it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.reading.normalize import _normalize_by_character, normalize, skip_blank


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("３０万元", "30万元"),
        ("≧5", "≥5"),
        ("＜＝5", "≤5"),
        (">= 5", "≥5"),
        ("≤=5", "≤5"),
        ("3＊5", "3×5"),
        ("3x5", "3×5"),
        ("3 X 5", "3×5"),
        ("3元x五人", "3元×五人"),
        ("3%x(2+1)", "3%×(2+1)"),
        ("(1+2)x3", "(1+2)×3"),
        ("max5", "max5"),
        ("x5", "x5"),
        ("3xy", "3xy"),
        ("3x    5", "3x 5"),
        ("①甲②乙⑳丙", "1、甲2、乙20、丙"),
        ("〔2018〕", "[2018]"),
        ("5萬圓", "5万元"),
        ("a\u200bb\ufeff", "ab"),
        ("甲\u2028乙\r\n丙", "甲\n乙\n\n丙"),
        ("甲\u3000乙", "甲 乙"),
        ("甲  乙", "甲 乙"),
        (" 甲 ", "甲"),
        ("5 万元 ； 3 ％", "5 万元;3%"),
        ("1. 5", "1. 5"),
        ("1. 甲", "1.甲"),
        ("1, 234", "1, 234"),
        ("1 .5", "1.5"),
        ("≤35\n万元", "≤35万元"),
        ("35 \r\n 万元/年", "35万元/年"),
        ("35万\n元，", "35万元,"),
        ("95\n%", "95%"),
        ("1000\n元坝镇", "1000\n元坝镇"),
        ("5项\n万元以内", "5项\n万元以内"),
        ("5\n6元", "5\n6元"),
        ("5\n\n\n\n元", "5\n\n\n\n元"),
        ("", ""),
        (" ", ""),
    ],
)
def test_a_text_has_one_spelling(text, plain):
    assert normalize(text).text == plain


@pytest.mark.parametrize(
    ("text", "part", "written"),
    [
        ("共 ＜＝ 5万元", "≤", "＜＝"),
        ("  ３０ 万元", "30 万元", "３０ 万元"),
        ("①甲费", "1、", "①"),
        ("甲\u200b乙丙", "甲乙", "甲\u200b乙"),
        ("共35\n万元", "35万元", "35\n万元"),
    ],
)
def test_what_was_found_is_shown_as_it_was_typed(text, part, written):
    normal = normalize(text)
    at = normal.text.index(part)
    start, end = normal.span(at, at + len(part))
    assert text[start:end] == written


def test_places_outside_the_text_are_moved_to_its_ends():
    normal = normalize(" 甲乙 ")
    assert normal.span(-3, 99) == (1, 3)
    assert normal.span(1, 1) == (2, 2)
    assert normalize("").span(0, 5) == (0, 0)


def test_blanks_are_skipped_to_the_next_sign():
    assert [skip_blank("a  b", at) for at in (0, 1, 2, 3, 4)] == [0, 3, 3, 3, 4]


@given(st.text(max_size=40) | st.text(alphabet="12 \nx×＝=<>≥万元个，（）①　人", max_size=30))
def test_the_quick_way_and_the_way_character_by_character_agree(text):
    assert normalize(text) == _normalize_by_character(text)
