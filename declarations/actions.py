"""Deeds that write more than one row, each in one transaction.

Pages, commands and the demo go through here, so that what is true of a declaration made by one of
them is true of all.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max

from indicators.models import Scheme, SchemeNode

from .content import COST_ITEM_FIELDS, INDICATOR_FIELDS, Content
from .drafting.carrying import carry_form
from .models import (
    Attachment,
    BudgetUnit,
    CostItem,
    Cycle,
    Declaration,
    Event,
    Indicator,
    Justification,
    Project,
    User,
)


@transaction.atomic
def create_declaration(
    content: Content,
    *,
    unit: BudgetUnit,
    cycle: Cycle,
    by: User | None = None,
    project: Project | None = None,
    action: str = "create",
    carried_from: Declaration | None = None,
    version: int = 1,
    scheme: Scheme | None = None,
    is_placed: bool = False,
) -> Declaration:
    """A draft of ``unit`` in ``cycle`` with this content, word for word.

    Without ``project`` a new project of that name is made; without ``scheme`` it is that of the
    cycle, and it is frozen from now on. ``carried_from``: the form of an earlier year the content
    was taken over from; all its rows are 待确认. The rows are carried into the scheme unless
    ``is_placed``: then they were, and one without a place keeps its levels. Raises IntegrityError
    if the project already has this version in this cycle, and NotPublished for a draft of a scheme.
    """
    scheme = scheme or cycle.scheme
    scheme.freeze()
    if content.indicators and not is_placed:
        source = carried_from.scheme if carried_from else None
        content = carry_form(content, into=scheme, source=source).content
    if project is None:
        project = Project.objects.create(unit=unit, name=content.project.strip())
    declaration = Declaration.objects.create(
        project=project,
        cycle=cycle,
        scheme=scheme,
        version=version,
        carried_from=carried_from,
        **columns_of(content),
    )
    _write_rows(declaration, content)
    record(declaration, action, by=by)
    return declaration


def columns_of(content: Content) -> dict[str, object]:
    """The columns of a declaration that hold what stands on its form, beside the rows."""
    return {
        "form_year": content.year,
        "project_name": content.project,
        "unit_name": content.unit,
        "superior_name": content.superior,
        "project_total": content.funding.project_total,
        "annual_total": content.funding.total,
        "appropriation": content.funding.appropriation,
        "other_funds": content.funding.other,
        "annual_goal": content.goal,
        "long_term_goal": content.long_term_goal,
    }


def record(
    declaration: Declaration,
    action: str,
    *,
    by: User | None,
    from_state: str = "",
    comment: str = "",
    **said: object,
) -> Event:
    """Add to the record of what was done with a declaration.

    ``said``: the rest of an Event, where it is known (``at``, ``stage``, ``round``).
    """
    return Event.objects.create(
        declaration=declaration,
        by=by,
        action=action,
        from_state=from_state,
        to_state=declaration.state,
        comment=comment,
        address=by.address if by else None,
        **{"round": declaration.round, **said},
    )


@transaction.atomic
def copy_version(declaration: Declaration, *, by: User) -> Declaration:
    """A draft of the next version of this declaration, word for word, with its justifications and
    its attachments; the files themselves are stored once."""
    versions = Declaration.objects.filter(
        project=declaration.project_id, cycle=declaration.cycle_id
    )
    last = versions.aggregate(last=Max("version"))["last"]
    declaration.fetch_rows()
    version = create_declaration(
        declaration.content(),
        unit=declaration.unit,
        cycle=declaration.cycle,
        by=by,
        project=declaration.project,
        action="adjust_begin",
        version=last + 1,
        scheme=declaration.scheme,
        is_placed=True,
    )
    Justification.objects.bulk_create(
        Justification(declaration=version, code=one.code, text=one.text, by=one.by, at=one.at)
        for one in declaration.justifications.all()
    )
    _copy_attachments(declaration, version)
    return version


def _copy_attachments(declaration: Declaration, version: Declaration) -> None:
    """On the rows and lines of ``version`` that are those of ``declaration``, word for word."""
    version.fetch_rows()
    rows: dict[int | None, Indicator] = {}
    items: dict[int | None, CostItem] = {}
    for old, new in zip(declaration.rows(), version.rows(), strict=True):
        rows[old.pk] = new
        pairs = zip(old.items.all(), new.items.all(), strict=True)
        items |= {old_item.pk: new_item for old_item, new_item in pairs}
    Attachment.objects.bulk_create(
        Attachment(
            declaration=version,
            indicator=rows.get(one.indicator_id),
            cost_item=items.get(one.cost_item_id),
            **{name: getattr(one, name) for name in Attachment.OF_THE_FILE},
        )
        for one in declaration.attachments.of_fillers()
    )


def _write_rows(declaration: Declaration, content: Content) -> None:
    # Not every database tells the keys of a bulk insert in order; PostgreSQL and SQLite do.
    rows = Indicator.objects.bulk_create(new_rows(declaration, content))
    CostItem.objects.bulk_create(new_items(rows, content))


def new_rows(declaration: Declaration, content: Content) -> list[Indicator]:
    """The rows of this content, not saved; it stands on the levels of the declaration's scheme."""
    nodes = {(node.branch.name, node.name): node for node in declaration.scheme.nodes()}
    return [
        Indicator(
            declaration=declaration,
            position=position,
            **{name: getattr(row, name) for name in INDICATOR_FIELDS},
            is_unconfirmed=bool(declaration.carried_from_id) and not row.is_blank,
            **_levels(nodes.get((row.level1, row.level2)), row.level1, row.level2),
        )
        for position, row in enumerate(content.indicators)
    ]


def _levels(node: SchemeNode | None, level1: str, level2: str) -> dict[str, object]:
    if node:
        return {"node": node}
    return {"node": None, "foreign_level1": level1, "foreign_level2": level2}


def new_items(rows: Sequence[Indicator], content: Content) -> Iterable[CostItem]:
    """The lines of the cost tables, not saved, behind these rows of the content."""
    for position, item in enumerate(content.items):
        said = {name: getattr(item, name) for name in COST_ITEM_FIELDS}
        yield CostItem(indicator=rows[item.indicator], position=position, **said)
