"""What changed between two texts, shown piece by piece."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from declarations.changes import GAP, VISIBLE, pieces


def shown(before, after):
    return [(piece.kind, piece.text) for piece in pieces(before, after)]


def test_a_changed_word_stands_between_what_stays():
    assert shown("每年不少于2次", "每年≥2次") == [
        ("same", "每年"),
        ("deleted", "不少于"),
        ("inserted", "≥"),
        ("same", "2次"),
    ]


@pytest.mark.parametrize(("blank", "sign"), [(" ", "␣"), ("　", "□"), ("\n", "↵"), ("\t", "⇥")])
def test_a_blank_that_goes_is_seen(blank, sign):
    assert shown(f"目标{blank}", "目标") == [("same", "目标"), ("deleted", sign)]


def test_a_long_text_is_cut_to_what_stands_beside_the_change():
    before = "一" * 60 + "，" + "二" * 60
    (head, *_, tail) = pieces(before, before.replace("，", "。"))
    assert head.text == GAP + "一" * 12
    assert tail.text == "二" * 12 + GAP


def test_texts_that_are_the_same_have_no_change():
    assert [kind for kind, _ in shown("培训期数", "培训期数")] == ["same"]


@given(st.text(alphabet="甲乙 \n1，", max_size=10), st.text(alphabet="甲乙 \n1，", max_size=10))
def test_the_pieces_spell_both_texts(before, after):
    both = pieces(before, after)
    for text, other in ((before, "inserted"), (after, "deleted")):
        spelt = "".join(piece.text for piece in both if piece.kind != other)
        assert spelt.translate(VISIBLE) == text.translate(VISIBLE)
