"""The money block: which of the amounts found is the annual total, and which are its parts."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from declarations.content import Funding
from declarations.sheet import messages
from declarations.sheet import vocabulary as words
from declarations.sheet.amounts import WAN, read_amount
from declarations.sheet.fields import Fields, Found, split_label
from declarations.sheet.notebook import Notebook

_BETWEEN_PARTS = re.compile(r"[（(；;、\n]|(?<!\d)[,，]|[,，](?!\d)")  # not the comma of 1,030
_AMONG = re.compile(r"^\s*其中\s*[:：]?")
_OF_THE_YEAR = ("年度", "本年", "当年", "全年")
_UMBRELLAS = frozenset({"treasury", "other_all"})
_OF_PROJECT = ("项目", "专项")
_PARTS = words.AMOUNT_ROLES - {"total", "project_total"}


class Sum(NamedTuple):
    """An amount in 万元 and what it was read from; several parts are added up."""

    role: str
    wan: Decimal | None
    found: Found


def read_funding(fields: Fields, notebook: Notebook) -> Funding:
    """Total and parts in 万元. What is from the treasury is appropriation, the rest is other.

    A total that is blank stays blank; where an umbrella (财政拨款) and its breakdown both stand
    on the form, the umbrella counts.
    """
    annual = _annual(_with_project_totals(fields.of(*words.AMOUNT_ROLES)), notebook)
    unit = _unit_without_own(annual, fields)
    sums = [one for found in annual for one in _amounts(found, unit, notebook)]
    total = _first(sums, "total", notebook)
    project_total = _first(sums, "project_total", notebook)
    other = _first(sums, "other_all", notebook) or _added(sums, ("other",))
    appropriation = _appropriation(sums, total, other, notebook)
    for where, chosen in (
        ("funding.total", total),
        ("funding.project_total", project_total),
        ("funding.appropriation", appropriation),
        ("funding.other", other),
    ):
        if chosen is not None and chosen.found.value is not None:
            notebook.put(where, chosen.found.value)
    return Funding(
        total=total.wan if total else None,
        appropriation=appropriation.wan if appropriation else None,
        other=other.wan if other else None,
        project_total=project_total.wan if project_total else None,
    )


def _with_project_totals(found: Sequence[Found]) -> list[Found]:
    """The amounts, where 项目总预算 beside 当年预算 is that of all years.

    Alone on a form, which is for one year, it is the annual total.
    """
    if not any(one.role == "total" and _says(one, _OF_THE_YEAR) for one in found):
        return list(found)
    return [
        one._replace(role="project_total")
        if one.role == "total" and _says(one, _OF_PROJECT) and not _says(one, _OF_THE_YEAR)
        else one
        for one in found
    ]


def _says(found: Found, wanted: Sequence[str]) -> bool:
    label = "".join(found.label_text.split())
    return any(word in label for word in wanted)


def _annual(found: Sequence[Found], notebook: Notebook) -> list[Found]:
    """The amounts, without parts of a multi-year total that stand under the annual one as well."""
    totals = [one for one in found if one.role in ("total", "project_total") and one.label]
    owners = {one: _owner(one, totals) for one in found if one.role in _PARTS}
    annual = {_part(one) for one, owner in owners.items() if owner and owner.role == "total"}
    kept = []
    for one in found:
        owner = owners.get(one)
        if owner is not None and owner.role == "project_total" and _part(one) in annual:
            if one.text.strip():
                notebook.note(messages.multi_year_part(one.label_text, one.text), one.value)
            continue
        kept.append(one)
    return kept


def _part(found: Found) -> str | tuple[str, ...]:
    """What tells a part again in another column: an umbrella by its role, others by their label."""
    return found.role if found.role in _UMBRELLAS else words.keys(found.label_text)


def _unit_without_own(found: Sequence[Found], fields: Fields) -> Decimal:
    """The unit of amounts whose label names none: that of a caption, else of the other labels."""
    named = {one.unit for one in found if one.unit is not None}
    return fields.unit or (named.pop() if len(named) == 1 else WAN)


def _owner(part: Found, totals: Sequence[Found]) -> Found | None:
    """The total in whose column a part stands; only meaningful where two stand side by side."""
    label = part.label
    if label is None:
        return None
    above = [total for total in totals if total.label and total.label.row < label.row]
    if len({total.label.row for total in above if total.label}) == len(above):
        return None  # no two totals in one row: the parts are the annual ones
    same = [total for total in above if total.label and total.label.column <= label.column]
    return max(same, key=lambda total: (total.label.column, total.label.row), default=None)


def _amounts(found: Found, default: Decimal, notebook: Notebook) -> list[Sum]:
    """The amount of a field; a breakdown written into the same cell gives parts of their own."""
    unit = found.unit or default
    first, *pieces = _pieces(found.text)
    amount = read_amount(first, unit)
    sums = [Sum(found.role, amount.wan, found)]
    for piece in pieces:
        split = split_label(piece)
        inner = read_amount(split[2], unit) if split else None
        if split and split[0] in _PARTS and inner is not None and inner.wan is not None:
            if found.role in ("total", "project_total"):
                sums.append(Sum(split[0], inner.wan, found))
        else:
            notebook.note(messages.amount_remark(found.label_text, piece), found.value)
    if amount.rest:
        say = messages.unreadable_amount if amount.wan is None else messages.amount_remark
        notebook.note(say(found.label_text, amount.rest), found.value, where=_where(found.role))
    return sums


def _pieces(text: str) -> list[str]:
    """``50万（其中：财政拨款30万，其他20万）`` -> 50万 · 财政拨款30万 · 其他20万."""
    pieces = [_AMONG.sub("", piece).strip(" ）)。") for piece in _BETWEEN_PARTS.split(text)]
    if len(pieces) == 1 or not any(split_label(piece) for piece in pieces[1:]):
        return [text]
    return [pieces[0], *(piece for piece in pieces[1:] if piece)]


def _where(role: str) -> str:
    named = {"total": "funding.total", "project_total": "funding.project_total"}
    is_other = role in ("other", "other_all")
    return named.get(role, "funding.other" if is_other else "funding.appropriation")


def _first(sums: Sequence[Sum], role: str, notebook: Notebook) -> Sum | None:
    """The first filled amount of a role; another one beside it is reported."""
    filled = [one for one in sums if one.role == role and one.wan is not None]
    for again in filled[1:]:
        if again.wan != filled[0].wan:
            message = messages.second_value(again.found.label_text, again.found.text)
            notebook.note(message, again.found.value)
    blank = next((one for one in sums if one.role == role), None)
    return filled[0] if filled else blank


def _added(sums: Sequence[Sum], roles: Sequence[str]) -> Sum | None:
    mine = [one for one in sums if one.role in roles]
    filled = [one for one in mine if one.wan is not None]
    if not filled:
        return mine[0] if mine else None
    wan = filled[0].wan if len(filled) == 1 else sum(one.wan or Decimal(0) for one in filled)
    return Sum(filled[0].role, wan, filled[0].found)


def _appropriation(
    sums: Sequence[Sum], total: Sum | None, other: Sum | None, notebook: Notebook
) -> Sum | None:
    """Money from the treasury: its umbrella, else by source or by level, whichever fits."""
    umbrella = _first(sums, "treasury", notebook)
    if umbrella is not None and umbrella.wan is not None:
        return umbrella
    choices = [
        _added(sums, roles)
        for roles in (
            ("treasury_source",),
            ("treasury_level",),
            ("treasury_source", "treasury_level"),
        )
    ]
    filled = [choice for choice in choices if choice is not None and choice.wan is not None]
    if total is not None and total.wan is not None:
        others = other.wan or Decimal(0) if other is not None else Decimal(0)
        for choice in filled:
            if choice.wan is not None and choice.wan + others == total.wan:
                return choice
    return filled[0] if filled else umbrella or next((one for one in choices if one), None)
