"""How fast a form is checked, and whether the cost of a form grows with their number."""

import time
from dataclasses import replace
from statistics import median

from declarations.checks import check_form
from declarations.content import Content
from declarations.sheet import read_file
from indicators.tree import DEFAULT_CODE, shipped
from tests.conftest import DATA

TREE = shipped()[DEFAULT_CODE]
NUMBERS = (10, 100, 1_000, 10_000)
ROUNDS = 5


def full_check() -> None:
    """Full checks a second on one core, on forms that are all different."""
    _check(_forms(28, seed=0))  # imports and first uses are no part of the cost
    print("\n完整校验一份申报表（各不相同，单核）")
    base = None
    for number in NUMBERS:
        rounds = ROUNDS if number <= 1_000 else 1
        seconds = median(_seconds(number, seed) for seed in range(1, rounds + 1)) / number
        base = base or seconds
        print(
            f"  {number:>6} 份{1 / seconds:12.1f}/s   每份用时是 10 份时的 {seconds / base:5.2f} 倍"
        )


def _seconds(number: int, seed: int) -> float:
    forms = _forms(number, seed)
    started = time.process_time()
    _check(forms)
    return time.process_time() - started


def _check(forms: list[Content]) -> None:
    for form in forms:
        check_form(form, TREE)


def _forms(number: int, seed: int) -> list[Content]:
    """The complete forms of 2021 over and over, no text twice: nothing is found in a cache."""
    name = "renhe-2021.docx"
    real = [one.content for one in read_file(name, (DATA / name).read_bytes()).readings]
    complete = [content for content in real if content.unit]
    return [_varied(complete[at % len(complete)], _mark(seed, at)) for at in range(number)]


def _mark(seed: int, at: int) -> str:
    """A word that no other form has, and that counts nothing."""
    return f"{seed} {at}".translate(str.maketrans("0123456789 ", "甲乙丙丁戊己庚辛壬癸、"))


def _varied(content: Content, mark: str) -> Content:
    rows = tuple(
        replace(row, name=f"{row.name}{mark}", value=f"{row.value}，{mark}")
        for row in content.indicators
    )
    return replace(content, goal=f"{content.goal}，{mark}", indicators=rows)


BENCHES = (full_check,)
