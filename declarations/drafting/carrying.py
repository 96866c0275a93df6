"""Forms of one scheme carried into another: last year's form copied, a form of elsewhere imported.

To copy a form into the scheme of another cycle::

    carried = carry_form(old.content(), into=cycle.scheme, source=old.scheme)
    carried.sentences                 # what to tell the filler: rows moved, rows without a place
    create_declaration(carried.content, ..., is_placed=True)

Every row is there afterwards, in its order; a row without a place keeps the names of its own
levels, and ``create_declaration`` keeps it so.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from indicators.crosswalk import Carried, Crosswalk, Told
from indicators.models import CrosswalkEntry, Scheme
from indicators.tree import SchemeTree, closest, shipped

from ..content import Content, Indicator

WITHOUT_PLACE = "“{level1} › {level2}”的 {count} 条指标在“{scheme}”里没有对应的二级指标，原样保留"
MOVED = "“{level1} › {level2}”的 {count} 条指标：{note}"


@dataclass(frozen=True)
class CarriedForm:
    """A form with the level names of the scheme it was carried into, and the report on its rows.

    Positions in ``report`` are those of ``content.indicators``.
    """

    content: Content
    target: SchemeTree
    report: Carried[Indicator]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What to say of rows without a place, and of rows that went elsewhere than expected."""
        return (
            *_told(self.report.without_place, WITHOUT_PLACE, scheme=self.target.name),
            *_told(self.report.notes, MOVED),
        )


def carry_form(content: Content, *, into: Scheme, source: Scheme | None = None) -> CarriedForm:
    """The form with its rows on the levels of the scheme ``into``.

    ``source`` is the scheme the form stands on; without it, that of whose names it has most.
    """
    if source is None:
        return Carrier(into).carry(content)
    return _carried(content, CrosswalkEntry.objects.between(source, into))


class Carrier:
    """Carries many forms, each of a scheme that its level names tell, into one.

    Known are the schemes of the database but drafts, and those that come with the program. Two
    queries at the beginning, none for a form.
    """

    def __init__(self, into: Scheme) -> None:
        kept = Scheme.objects.trees()
        self.target = kept.pop(into.code, None) or into.tree()
        # The first of equals is taken for the scheme of a form: the target itself.
        known = {into.code: self.target, **shipped(), **kept}
        self.trees: Mapping[str, SchemeTree] = {**known, into.code: self.target}
        self._edited = CrosswalkEntry.objects.into(into)

    def carry(self, content: Content) -> CarriedForm:
        names = {(row.level1, row.level2) for row in content.indicators}
        source = closest(names, self.trees)
        crosswalk = Crosswalk(source, self.target, self._edited.get(source.code, {}))
        return _carried(content, crosswalk)


def _carried(content: Content, crosswalk: Crosswalk) -> CarriedForm:
    report = crosswalk.carry(content.indicators)
    return CarriedForm(replace(content, indicators=report.rows), crosswalk.target, report)


def _told(told: Iterable[Told], sentence: str, **more: str) -> Iterator[str]:
    """A sentence for each pair of levels, with the number of its rows."""
    counts = Counter((one.level1, one.level2, one.note) for one in told)
    for (level1, level2, note), count in counts.items():
        yield sentence.format(level1=level1, level2=level2, note=note, count=count, **more)
