"""Last year's form taken over (沿用上年): a draft of this year, its budget year rolled forward."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from indicators.reading.years import roll_year
from indicators.tree import SchemeTree, kind_in

from ..actions import create_declaration
from ..content import INDICATOR_TEXTS, Content, Indicator
from ..models import Attachment, BudgetUnit, Cycle, Declaration, User
from ..models.declaration import DeclarationQuerySet
from .carrying import carry_form


@dataclass(frozen=True, slots=True)
class KeptYear:
    """A year in a text that was not rolled and wants a look: where it stands, and its clause."""

    where: str
    quote: str


@dataclass(frozen=True, slots=True)
class Forward:
    """Last year's content as it would stand this year, and the years in it that stay."""

    content: Content
    kept: tuple[KeptYear, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """A draft that was made, the years that want a look in it, and what the crosswalk tells of rows
    that went elsewhere or have no place."""

    declaration: Declaration
    kept: tuple[KeptYear, ...]
    sentences: tuple[str, ...]


def roll_forward(content: Content, from_year: int, to_year: int) -> Forward:
    """The content for ``to_year``: its year and the budget year in all texts of it.

    Amounts, prices and quantities stay as they are. The title is that of the new scheme.
    """
    kept: list[KeptYear] = []

    def rolled(where: str, text: str) -> str:
        found = roll_year(text, from_year, to_year)
        kept.extend(KeptYear(where, _clause(text, *span)) for span in found.kept)
        return found.text

    return Forward(
        replace(
            content,
            title="",
            year=to_year,
            project=rolled("project", content.project),
            goal=rolled("goal", content.goal),
            long_term_goal=rolled("long_term_goal", content.long_term_goal),
            indicators=tuple(
                replace(
                    row,
                    **{
                        name: rolled(f"indicators[{place}].{name}", getattr(row, name))
                        for name in INDICATOR_TEXTS
                    },
                )
                for place, row in enumerate(content.indicators)
            ),
            items=tuple(
                replace(
                    item,
                    label=rolled(f"items[{place}].label", item.label),
                    basis=rolled(f"items[{place}].basis", item.basis),
                )
                for place, item in enumerate(content.items)
            ),
        ),
        tuple(kept),
    )


def offered(cycle: Cycle, user: User) -> DeclarationQuerySet:
    """The latest earlier form of each project this person fills, without one in this cycle yet."""
    before = Declaration.objects.filter(cycle__year__lt=cycle.year)
    of_project = before.filter(project=OuterRef("project"))
    later = of_project.filter(
        Q(cycle__year__gt=OuterRef("cycle__year"))
        | Q(cycle=OuterRef("cycle"), version__gt=OuterRef("version"))
    )
    here = Declaration.objects.filter(project=OuterRef("project"), cycle=cycle)
    units = BudgetUnit.objects.in_use().filled_by(user, chosen=True)
    own = before.filter(project__unit__in=units)
    return own.filter(~Exists(later), ~Exists(here)).order_by("project__unit", "pk")


@transaction.atomic
def carry_over(previous: Sequence[Declaration], *, cycle: Cycle, by: User) -> list[Carried]:
    """A draft in ``cycle`` of each of these forms, all or none; every row of it is 待确认.

    Raises IntegrityError if one of the projects has a form in this cycle already.
    """
    return [_carry(one, cycle, by) for one in previous]


def _carry(previous: Declaration, cycle: Cycle, by: User) -> Carried:
    was = previous.content()
    forward = roll_forward(was, was.year or previous.cycle.year, cycle.year)
    carried = carry_form(forward.content, into=cycle.scheme, source=previous.scheme)
    declaration = create_declaration(
        carried.content,
        unit=previous.unit,
        cycle=cycle,
        by=by,
        project=previous.project,
        action="copy",
        carried_from=previous,
        is_placed=True,
    )
    return Carried(declaration, forward.kept, carried.sentences)


def counterparts(
    now: Sequence[Indicator],
    then: Sequence[Indicator],
    from_year: int,
    to_year: int,
    trees: Collection[SchemeTree] = (),
) -> dict[int, Indicator]:
    """Which row of last year's form each of these rows continues, by its position.

    The row of the same kind and name, the budget year rolled; and where in one kind a single row
    is left on both sides, that one: its name was changed. ``trees`` are the schemes of the forms.
    """

    def kind(row: Indicator) -> str | None:
        return kind_in(row.level1, row.level2, trees)

    left: dict[str | None, dict[int, Indicator]] = defaultdict(dict)
    for place, row in enumerate(then):
        if not row.is_blank:
            left[kind(row)][place] = row
    found: dict[int, Indicator] = {}
    alone: dict[str | None, list[int]] = defaultdict(list)
    for place, row in enumerate(now):
        mine = left[kind(row)]
        name = row.name.strip()
        same = (
            key
            for key, old in mine.items()
            if roll_year(old.name.strip(), from_year, to_year).text == name
        )
        key = next(same, None)
        if key is not None:
            found[place] = mine.pop(key)
        elif not row.is_blank:
            alone[kind(row)].append(place)
    for each, places in alone.items():
        if len(places) == len(left[each]) == 1:
            found[places[0]] = next(iter(left[each].values()))
    return found


def last_year_of(declaration: Declaration) -> Declaration | None:
    """The form this one was made from, else the project's latest form of an earlier year."""
    return _before(declaration).with_rows().first()


def files_of_last_year(declaration: Declaration, user: User) -> QuerySet[Attachment]:
    """The files of that form, if this person may see it. They stay there: a contract of last year
    is no basis for this year, and one that runs on is better looked at than carried along."""
    before = _before(declaration).visible_to(user)[:1]
    files = Attachment.objects.filter(declaration__in=before.values("pk"))
    return files.of_fillers().select_related("declaration__cycle")


def _before(declaration: Declaration) -> DeclarationQuerySet:
    """The forms of last year, the one that counts first."""
    if declaration.carried_from_id:
        return Declaration.objects.filter(pk=declaration.carried_from_id)
    before = Declaration.objects.filter(
        project=declaration.project_id, cycle__year__lt=declaration.cycle.year
    )
    return before.order_by("-cycle__year", "-version")


_CLAUSE_ENDS = "，。；;\n"


def _clause(text: str, start: int, end: int) -> str:
    """The year with a few signs around it, within its clause."""
    left = max((text.rfind(sign, 0, start) + 1 for sign in _CLAUSE_ENDS), default=0)
    right = min(
        (at for sign in _CLAUSE_ENDS if (at := text.find(sign, end)) >= 0), default=len(text)
    )
    return text[max(left, start - 6) : min(right, end + 12)].strip()
