"""All forms of one unit and year, counted once, so that each form can be held against the rest."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from declarations.content import Content, Indicator
from indicators.reading.targets import read_target
from indicators.tree import BENEFIT_KINDS, SchemeTree, kind_in

from .wording import letters

#: Kinds whose texts say what one project does; a deadline or a satisfaction is alike everywhere.
_OWN_WORDS = frozenset({"quantity", "quality"}) | BENEFIT_KINDS
_FEWEST_CHARACTERS = 4
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: 全区, 所有: the number claims to be of all there are.
_ALL = re.compile(r"全[省市县区州镇乡街辖域校院系]|所有|辖区内?|各")
_SHORTEST_SUBJECT = 4


class Claim(NamedTuple):
    """How many of a thing there are in all, as one form says."""

    project: str
    number: Decimal
    group: str  # of the unit
    quote: str
    subject: str


@dataclass(frozen=True)
class UnitForms:
    """The forms of a unit and year, the one that is looked at among them.

    ``tree`` is the scheme of that year, whose names need not tell the kinds of its nodes.
    """

    contents: tuple[Content, ...]
    tree: SchemeTree | None = None

    def kind(self, row: Indicator) -> str | None:
        return kind_in(row.level1, row.level2, (self.tree,) if self.tree else ())

    @cached_property
    def total(self) -> Decimal | None:
        """What the projects come to in 万元; None where one of them has no total."""
        totals = [content.funding.total for content in self.contents]
        return None if None in totals else sum(totals, Decimal(0))

    @cached_property
    def copies(self) -> Mapping[str, int]:
        """In how many forms a text stands as a target value, by its letters."""
        counted: Counter[str] = Counter()
        for content in self.contents:
            counted.update({text for row in content.indicators if (text := self.own_words(row))})
        return counted

    @cached_property
    def claims(self) -> Mapping[str, tuple[Claim, ...]]:
        """What the forms say of how many there are in all, by the unit it is counted in."""
        found: dict[str, list[Claim]] = {}
        for content in self.contents:
            for row in content.indicators:
                for claim in self.claims_of(content.project.strip(), row):
                    found.setdefault(claim.group, []).append(claim)
        return {group: tuple(claims) for group, claims in found.items()}

    def own_words(self, row: Indicator) -> str:
        """The letters of a target value where it is in words of the project's own, else ""."""
        if self.kind(row) not in _OWN_WORDS:
            return ""
        text = letters(row.value)
        return text if len(_CHINESE.findall(text)) >= _FEWEST_CHARACTERS else ""

    def claims_of(self, project: str, row: Indicator) -> Iterator[Claim]:
        """全区行政事业单位123家: the one count of a quantity that claims to be of all there are."""
        if self.kind(row) != "quantity" or not _ALL.search(row.value):
            return
        targets = [target for target in read_target(row.value).targets if target.group]
        if len(targets) == 1 and not targets[0].money and not targets[0].is_range:
            target = targets[0]
            yield Claim(project, target.number, target.group, target.quote, letters(row.value))


def shared_subject(one: str, other: str) -> str:
    """The longest run of Chinese characters that both texts have, "" where it is short."""
    best = ""
    for start in range(len(one)):
        while one[start : start + len(best) + 1] in other and start + len(best) < len(one):
            run = one[start : start + len(best) + 1]
            if not all(_CHINESE.match(character) for character in run):
                break
            best = run
    return best if len(best) >= _SHORTEST_SUBJECT else ""
