"""What changed between two texts, shown piece by piece."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from declarations import changes
from declarations.changes import GAP, MOST, VISIBLE, pieces


def shown(before, after):
    return [(piece.kind, piece.text) for piece in pieces(before, after)]


def test_a_changed_word_stands_between_what_stays():
    assert shown("每年不少于2次", "每年≥2次") == [
        ("same", "每年"),
        ("deleted", "不少于"),
        ("inserted", "≥"),
        ("same", "2次"),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [("95", "98"), ("12", "15"), ("5", "15"), ("1.5", "1.8"), ("1,200", "1,300"), ("3", "30")],
)
def test_a_number_changes_as_a_whole(before, after):
    assert shown(f"≥{before}%", f"≥{after}%") == [
        ("same", "≥"),
        ("deleted", before),
        ("inserted", after),
        ("same", "%"),
    ]


def test_a_paper_shows_what_stays_whole():
    before = "一" * 60 + "，" + "二" * 60
    after = before.replace("，", "。")
    kept = [piece for piece in pieces(before, after, whole=True) if piece.kind != "deleted"]
    assert "".join(piece.text for piece in kept) == after


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


def test_blanks_that_go_from_both_ends_of_a_long_text_are_all_that_changes():
    goal = "".join(f"第{number}项工作按时完成，" for number in range(300))
    assert [kind for kind, _ in shown(f" {goal}　", goal)] == ["deleted", "same", "deleted"]


@pytest.fixture
def compared(monkeypatch):
    """How many units of each text every comparison was given."""
    sizes = []

    class Counting(changes.SequenceMatcher):
        def __init__(self, junk, old, new):
            sizes.append(max(len(old), len(new)))
            super().__init__(junk, old, new)

    monkeypatch.setattr(changes, "SequenceMatcher", Counting)
    return sizes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("培" * 2000 + " " + "培" * 2000, "培" * 4000),
        ("甲，" * 4000, "乙，" * 4000),
        ("一" + "培" * 4000 + "二", "三" + "培" * 4000 + "四"),
    ],
)
def test_long_texts_are_compared_in_few_steps_and_shown_whole(compared, before, after):
    both = shown(before, after)
    assert all(size <= MOST for size in compared)
    deleted = "".join(text for kind, text in both if kind == "deleted")
    inserted = "".join(text for kind, text in both if kind == "inserted")
    assert len(deleted) - len(inserted) == len(before) - len(after)


@given(st.text(alphabet="甲乙 \n1，", max_size=10), st.text(alphabet="甲乙 \n1，", max_size=10))
def test_the_pieces_spell_both_texts(before, after):
    both = pieces(before, after)
    for text, other in ((before, "inserted"), (after, "deleted")):
        spelt = "".join(piece.text for piece in both if piece.kind != other)
        assert spelt.translate(VISIBLE) == text.translate(VISIBLE)
