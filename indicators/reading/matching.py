"""Unit prices and their counts inside one text: ``每个单位9000元/年，26个代理记账单位``.

The unit decides. A count that stands beside its price belongs to it; where several could be
meant, the other possibilities are kept, so that a stated total can tell which was.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations as subsets
from itertools import islice, pairwise
from itertools import product as combinations

from .facts import Fact
from .further import Further, further_counts, idle_spans
from .quantities import ANY
from .units import Unit, is_counted

_WINDOW = 24  # facts to look at on either side of a price
_COMBINATIONS = 40  # of candidates
_MOST = 4  # candidates of a unit, or further counts, that are tried


@dataclass(slots=True)
class Match:
    """A price with its counts.

    ``meanings`` are the other products that the words leave open; ``alternatives`` also those that
    only a total stated in the text itself can bear out.
    """

    fact: Fact
    alternatives: tuple[Fact, ...]
    meanings: tuple[Fact, ...]
    ambiguous: bool


@dataclass(slots=True)
class _Served:
    """A price whose every unit found a count: by unit the groups of places it can be."""

    place: int
    choices: list[list[tuple[int, ...]]]  # the chosen group first; counts of a group are added up
    near: list[list[tuple[int, ...]]]  # those that stand in the sentence of the price
    ambiguous: bool

    @property
    def chosen(self) -> list[tuple[int, ...]]:
        return [groups[0] for groups in self.choices]


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
    counts = [fact for fact in around if is_usable(fact) and fact.result.units]
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
    idle = idle_spans(facts)
    taken: set[int] = set()
    served = []
    waiting = prices
    for everywhere in (False, True):  # first the prices whose counts stand in their own sentence
        for place in waiting:
            found = _serve(facts, place, taken, idle, len(prices) == 1, everywhere)
            if found is not None:
                served.append(found)
                taken.update(i for group in found.chosen for i in group)
        done = {each.place for each in served}
        waiting = [at for at in prices if at not in done and not _only_explains(facts, at)]
    alone = len(prices) == 1
    found = {each.place: _match(facts, each, taken, idle, alone) for each in served}
    for place in prices:
        if place not in found:
            others = _unused(facts, place, taken, idle)
            further = further_counts(facts, place, others)
            facts[place].further = tuple(facts[i] for i in further.surely)
    return found


def _unused(facts: list[Fact], place: int, taken: set[int], idle: set[int]) -> list[int]:
    """The counts in the sentence of a price that count nothing it is per."""
    price = facts[place]
    return [
        i for i in range(*_window(facts, place))
        if is_usable(facts[i], price) and i not in taken and i not in idle
        and facts[i].segment == price.segment
        and not any(_serves(facts[i], unit, price) for unit in price.per)
    ]  # fmt: skip


def with_products(facts: list[Fact], matches: dict[int, Match]) -> list[Fact]:
    """The facts with each price that found its counts as the amount they come to."""
    return [matches[at].fact if at in matches else fact for at, fact in enumerate(facts)]


def may_be_per_unit_too(facts: list[Fact], matches: dict[int, Match]) -> None:
    """每人工资2400元，社保600元，3人: the second amount may be per 人 as the first is."""
    for place, match in matches.items():
        price = facts[place]
        if price.result.per or not price.value:
            continue
        times = match.fact.value / price.value
        for fact in facts[place + 1 : place + 1 + _MOST]:
            plain = fact.kind == "amount" and not fact.marks and not fact.result.product
            if not plain or not fact.label or fact.segment != price.segment:
                break
            if all(count.start > fact.end for count in match.fact.counts):
                fact.alternatives += (fact.value * times,)


def _only_explains(facts: list[Fact], place: int) -> bool:
    """会议费2万元，200元/人: no count of another sentence is meant."""
    price, before = facts[place], facts[place - 1] if place else None
    if before is None or before.kind != "amount" or before.segment != price.segment:
        return False
    return not price.label.strip(" ,:()每人均单价标准按")


def _is_spent(facts: list[Fact], place: int) -> bool:
    """The 1台 of DR机1台98万元，B超机2台，每台30万元 has its amount."""
    count, following = facts[place], facts[place + 1] if place + 1 < len(facts) else None
    if following is None or following.kind != "amount" or following.clause != count.clause:
        return False
    return following.start - count.end <= 1 and not following.marks & {"total", "weak_total"}


def is_usable(fact: Fact, price: Fact | None = None) -> bool:
    """Whether a fact is a count that a price can be multiplied with: of parts only a part's."""
    if fact.kind != "count" or fact.others_bear or "foreign" in fact.marks:
        return False
    return "part" not in fact.marks or (price is not None and "part" in price.marks)


def _serve(
    facts: list[Fact],
    place: int,
    taken: set[int],
    idle: set[int],
    alone: bool,
    everywhere: bool,
) -> _Served | None:
    price = facts[place]
    around = [
        i for i in _around(facts, place)
        if i not in idle and (everywhere or facts[i].segment == price.segment)
    ]  # fmt: skip
    found = _Served(place, [], [], ambiguous=False)
    needed = list(price.per)
    own: set[int] = set()
    while needed:
        unit = needed.pop(0)
        if any(_serves(facts[i], unit, price) for group in found.chosen for i in group):
            continue
        fitting = [i for i in around if _serves(facts[i], unit, price)]
        fitting = [i for i in fitting if "part" not in facts[i].marks] or fitting
        fitting = [i for i in fitting if not facts[i].bound] or fitting  # 200亩以上的
        fitting = [i for i in fitting if not _is_spent(facts, i)] or fitting
        free = [i for i in fitting if i not in taken | own and _same_item(facts[i], price)]
        chosen = free[:1] or _shared(facts, fitting, price)
        if not chosen:
            return None
        groups, near = [tuple(chosen)], [tuple(chosen)]
        if alone and free:
            close = [i for i in free if facts[i].segment == price.segment]
            listed = _listed(facts, close)
            several = len({facts[i].value for i in close}) > 1
            found.ambiguous = found.ambiguous or (several and not listed)
            groups = [(i,) for i in free[:_MOST]] + [tuple(free[:_MOST])]
            near = groups if several else near
            if listed:
                groups, near = [listed, *groups], [listed]
        found.choices.append(groups)
        found.near.append(near)
        own.update(groups[0])
        extra = [u for u in facts[groups[0][0]].per if u.group not in {p.group for p in price.per}]
        needed.extend(extra)
    return found


def _listed(facts: list[Fact], close: list[int]) -> tuple[int, ...]:
    """司机3人、保洁4人 are seven; empty where the counts are no list of different things."""
    places = sorted(close)
    if len(places) < 2 or any(b - a != 1 for a, b in pairwise(places)):
        return ()
    names = {facts[i].label + facts[i].noun for i in places}
    is_list = all(facts[i].listed for i in places[1:])
    return tuple(places) if is_list and all(names) and len(names) == len(places) else ()


def _match(
    facts: list[Fact], served: _Served, taken: set[int], idle: set[int], alone: bool
) -> Match:
    place = served.place
    close = _adjoining(facts, {i for group in served.chosen for i in group}, taken, idle)
    taken.update(close)
    others = _unused(facts, place, taken, idle)
    further = further_counts(facts, place, others)
    taken.update(further.surely)
    fixed = [(i,) for i in (*close, *further.surely)]
    primary = _product(facts, place, [*served.chosen, *fixed, *((i,) for i in further.likely)])
    loose = others[:_MOST] if alone else []
    return Match(
        primary,
        _alternatives(facts, served, [(i,) for i in close], loose, primary),
        _meanings(facts, served, fixed, further, primary),
        served.ambiguous,
    )


def _window(facts: list[Fact], place: int) -> tuple[int, int]:
    return max(0, place - _WINDOW), min(len(facts), place + _WINDOW + 1)


def _around(facts: list[Fact], place: int) -> list[int]:
    """The places of the counts near a price, the likeliest first."""
    price = facts[place]
    places = [i for i in range(*_window(facts, place)) if is_usable(facts[i], price)]

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


def _shared(facts: list[Fact], fitting: list[int], price: Fact) -> list[int]:
    """A count that serves several prices, where only one is to be had."""
    shared = [i for i in fitting if facts[i].item == 0 or len(fitting) == 1]
    if not shared:
        shared = [i for i in fitting if facts[i].segment == price.segment]
    return shared[:1] if len({facts[i].value for i in shared}) == 1 else []


def _serves(count: Fact, unit: Unit, price: Fact) -> bool:
    if "span" in count.marks:
        return unit.group == "月"
    if unit is ANY:
        return not any(own.kind == "period" for own in count.result.units)
    if "quantity" in count.marks and not count.result.units:
        return True
    return is_counted(count.result.units, count.noun, unit)


def _adjoining(facts: list[Fact], chosen: set[int], taken: set[int], idle: set[int]) -> list[int]:
    """20人3天: a period written right behind the people belongs with them."""
    found = []
    for i in sorted(chosen):
        following = i + 1
        if following >= len(facts) or following in taken or following in idle:
            continue
        fact, next_fact = facts[i], facts[following]
        close = next_fact.start - fact.end <= 1 and fact.clause == next_fact.clause
        if (
            close
            and is_usable(next_fact, fact)
            and any(u.kind == "period" for u in next_fact.result.units)
        ):
            found.append(following)
    return found


def _alternatives(
    facts: list[Fact], served: _Served, close: list, loose: list[int], primary: Fact
) -> tuple[Fact, ...]:
    """Every other product of the counts around, for a total that the text states to choose from."""
    extras = [(), *(((i,),) for i in loose), tuple((i,) for i in loose)]
    made: list[Fact] = []
    for choice in islice(combinations(*served.choices), _COMBINATIONS):
        for extra in extras:
            made.append(_product(facts, served.place, [*choice, *close, *extra]))
        if close:
            made.append(_product(facts, served.place, list(choice)))
    return tuple(fact for fact in made if fact.value != primary.value)


def _meanings(
    facts: list[Fact], served: _Served, fixed: list, further: Further, primary: Fact
) -> tuple[Fact, ...]:
    """The other products that the words leave open: other counts, further ones as factors."""
    open_counts = [(i,) for i in (*further.likely, *further.possibly)][:_MOST]
    made: list[Fact] = []
    for choice in islice(combinations(*served.near), _COMBINATIONS):
        for size in range(len(open_counts) + 1):
            for extra in subsets(open_counts, size):
                made.append(_product(facts, served.place, [*choice, *fixed, *extra]))
    return tuple(fact for fact in made if fact.value != primary.value)


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
