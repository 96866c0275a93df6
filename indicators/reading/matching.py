"""Unit prices and their counts inside one text: ``每个单位9000元/年，26个代理记账单位``.

The unit decides. A count that stands beside its price belongs to it; where several could be
meant, the other possibilities are kept, so that a stated total can tell which was.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from itertools import product as combinations

from .facts import Fact
from .quantities import ANY
from .units import Unit, is_counted

_WINDOW = 24  # facts to look at on either side of a price
_COMBINATIONS = 40  # of candidates
_MOST = 4  # candidates of a unit, or further counts, that are tried


@dataclass(slots=True)
class Match:
    """A price with its counts. ``alternatives`` are the other products that can be meant."""

    fact: Fact
    alternatives: tuple[Fact, ...]
    ambiguous: bool


def find_prices(facts: list[Fact]) -> None:
    """电脑5000元，10台，共5万元: the amount that makes the last one with the counts is a price."""
    for place, total in enumerate(facts):
        if total.kind != "amount" or total.result.product:
            continue
        around = []
        for fact in reversed(facts[max(0, place - _MOST) : place]):
            if fact.segment != total.segment or fact.item != total.item:
                break
            around.append(fact)
            if not _makes(around, total):
                continue
            price = next(fact for fact in around if fact.kind == "amount")
            counts = [fact for fact in around if fact.kind == "count"]
            price.kind = "price"
            price.per = tuple(unit for count in counts for unit in count.result.units)
            break


def _makes(around: list[Fact], total: Fact) -> bool:
    """Whether one plain amount and counts among ``around`` multiply to ``total``."""
    amounts = [fact for fact in around if fact.kind == "amount"]
    counts = [fact for fact in around if _is_count(fact) and fact.result.units]
    if any(unit.group == "年" for count in counts for unit in count.result.units):
        return False  # 年租金12万元，5年共60万元: a contract
    if len(amounts) != 1 or not counts or len(amounts) + len(counts) != len(around):
        return False
    (price,) = amounts
    if price.marks & {"total", "weak_total", "this_year", "yearly"} or price.value == total.value:
        return False
    value = price.value
    for count in counts:
        value *= count.value
    return value == total.value


def match_prices(facts: list[Fact]) -> dict[int, Match]:
    """For the places of prices in ``facts`` what they come to with the counts around them.

    A price whose count is not in the text is not in the answer.
    """
    prices = [place for place, fact in enumerate(facts) if fact.kind == "price"]
    found: dict[int, Match] = {}
    taken: set[int] = set()
    for place in prices:
        match = _match(facts, place, taken, alone=len(prices) == 1)
        if match is not None:
            found[place] = match
    return found


def _is_count(fact: Fact) -> bool:
    return fact.kind == "count" and not fact.marks & {"part", "foreign"} and not fact.others_bear


def _match(facts: list[Fact], place: int, taken: set[int], alone: bool) -> Match | None:
    price = facts[place]
    around = _around(facts, place)
    choices: list[list[tuple[int, ...]]] = []
    needed = list(price.per)
    ambiguous = False
    while needed:
        unit = needed.pop(0)
        if any(_serves(facts[i], unit, price) for choice in choices for i in choice[0]):
            continue
        fitting = [i for i in around if _serves(facts[i], unit, price)]
        free = [i for i in fitting if i not in taken and _same_item(facts[i], price)]
        chosen = free[:1] or _shared(facts, fitting)
        if not chosen:
            return None
        if alone and free:
            near = [i for i in free if facts[i].segment == price.segment]
            ambiguous = ambiguous or len({facts[i].value for i in near}) > 1
            choices.append([(i,) for i in free[:_MOST]] + [tuple(free[:_MOST])])
        else:
            choices.append([tuple(chosen)])
        taken.update(chosen)
        extra = [u for u in facts[chosen[0]].per if u.group not in {p.group for p in price.per}]
        needed.extend(extra)
    chosen_places = {i for choice in choices for i in choice[0]}
    close = _adjoining(facts, chosen_places, taken, price)
    taken.update(close)
    primary = _product(facts, place, [choice[0] for choice in choices] + [(i,) for i in close])
    loose = [
        i for i in around
        if _is_count(facts[i]) and i not in taken
        and facts[i].segment == price.segment
        and not any(_serves(facts[i], unit, price) for unit in price.per)
    ] if alone else []  # fmt: skip
    others = _alternatives(facts, place, choices, [(i,) for i in close], loose[:_MOST], primary)
    return Match(primary, others, ambiguous)


def _around(facts: list[Fact], place: int) -> list[int]:
    """The places of the counts near a price, the likeliest first."""
    price = facts[place]
    low, high = max(0, place - _WINDOW), min(len(facts), place + _WINDOW + 1)
    places = [i for i in range(low, high) if _is_count(facts[i])]

    def distance(i: int) -> tuple:
        return (
            facts[i].anchor is not price,
            facts[i].clause != price.clause,
            facts[i].segment != price.segment,
            abs(i - place),
        )

    return sorted(places, key=distance)


def _same_item(count: Fact, price: Fact) -> bool:
    return count.item == price.item


def _shared(facts: list[Fact], fitting: list[int]) -> list[int]:
    """A count that serves several prices, where only one is to be had."""
    shared = [i for i in fitting if facts[i].item == 0 or len(fitting) == 1]
    return shared[:1] if len({facts[i].value for i in shared}) == 1 else []


def _serves(count: Fact, unit: Unit, price: Fact) -> bool:
    if "span" in count.marks:
        return unit.group == "月"
    if unit is ANY:
        return not any(own.kind == "period" for own in count.result.units)
    if "quantity" in count.marks and not count.result.units:
        return True
    return is_counted(count.result.units, count.noun, unit)


def _adjoining(facts: list[Fact], chosen: set[int], taken: set[int], price: Fact) -> list[int]:
    """20人3天: a period written right behind the people belongs with them."""
    found = []
    for i in sorted(chosen):
        following = i + 1
        if following >= len(facts) or following in taken:
            continue
        fact, next_fact = facts[i], facts[following]
        close = next_fact.start - fact.end <= 1 and fact.clause == next_fact.clause
        if (
            close
            and _is_count(next_fact)
            and any(u.kind == "period" for u in next_fact.result.units)
        ):
            found.append(following)
    return found


def _alternatives(facts, place, choices, close, loose, primary: Fact) -> tuple[Fact, ...]:
    """The other products that the price may mean: other counts, and further ones as factors."""
    made: list[Fact] = []
    extras = [(), *(((i,),) for i in loose), tuple((i,) for i in loose)]
    if close:
        extras.append(None)
    for choice in islice(combinations(*choices), _COMBINATIONS):
        for extra in extras:
            groups = [*choice, *(() if extra is None else (*close, *extra))]
            fact = _product(facts, place, groups)
            if fact.value != primary.value:
                made.append(fact)
    return tuple(made)


def _product(facts: list[Fact], place: int, groups: list[tuple[int, ...]]) -> Fact:
    """The price times each group; the counts inside a group are added up."""
    price = facts[place]
    value, show, counts = price.value, price.price_shown, []
    for group in groups:
        members = [facts[i] for i in group]
        counts.extend(members)
        value *= sum((member.value for member in members), Decimal(0))
        text = " + ".join(member.result.show for member in members)
        show += f" × （{text}）" if len(members) > 1 else f" × {text}"
    result = replace(
        price.result, value=value, mantissa=value, show=show, per=(), product=True, decimals=None
    )
    return replace(
        price, kind="amount", result=result, sides=(result,), per=(), counts=tuple(counts),
        approximate=price.approximate or any(count.approximate for count in counts),
    )  # fmt: skip
