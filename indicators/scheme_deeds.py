"""Deeds on schemes, one transaction each: make, copy, publish, and every change of a draft.

Only a draft is changed. A deed on one locks it first and asks again, so that a scheme that was
published in another window a moment ago does not change under the forms that stand on it.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from indicators.frozen import FROZEN
from indicators.models import Scheme, SchemeBranch, SchemeNode
from indicators.scheme_checks import CODE_LIMIT, NAME_LIMIT, SCHEME_NAME_LIMIT, Problem, problems_of
from indicators.tree import SchemeTree
from indicators.uses import uses_of

State = Scheme.State

NOT_A_DRAFT = "这个指标体系{state}，不能修改。请退回草稿，或建立新版本。"
IN_USE = "这个指标体系已被使用，不能退回草稿或删除；需要改动时请建立新版本。"
STILL_A_DRAFT = "草稿还没有发布，不用停用；不要的草稿请删除。"
NAME_TAKEN = "“{branch}”下面已有“{name}”，请先改名再移动。"
GONE = "它刚才在别的窗口里被删除了。"
COPY_NAME = "{name}（副本）"
NEW_BRANCH, NEW_NODE = "新的一级指标", "新的二级指标"

_VERSION = re.compile(r"-v\d+$")


class NotADraftError(PermissionDenied):
    """The scheme is published, used or retired. Nothing was changed."""


class RefusedError(Exception):
    """The deed cannot be done; the message says why. Nothing was changed."""


@contextmanager
def open_draft(key: int) -> Iterator[None]:
    """The draft of this key is locked until the block ends. Raises NotADraftError, and
    RefusedError for one that is deleted meanwhile."""
    with transaction.atomic():
        if not Scheme.objects.filter(pk=key, state=State.DRAFT).update(state=State.DRAFT):
            scheme = _fresh(Scheme.objects, key)
            state = scheme.get_state_display()
            raise NotADraftError(FROZEN if scheme.is_frozen else NOT_A_DRAFT.format(state=state))
        yield


# A scheme as a whole


@transaction.atomic
def keep_draft(tree: SchemeTree, *, previous: Scheme | None = None) -> Scheme:
    """A new draft of this tree; as the next version of ``previous`` where that is given.

    Raises IntegrityError if its code is taken.
    """
    return Scheme.objects.write(
        tree,
        state=State.DRAFT,
        version=previous.version + 1 if previous else 1,
        previous=previous,
    )


def copy(scheme: Scheme) -> Scheme:
    """A draft like this scheme, beginning a line of its own."""
    return _copied(scheme, free_code(scheme.code), COPY_NAME.format(name=scheme.name))


def new_version(scheme: Scheme) -> Scheme:
    """A draft of the next version of this scheme, under the same name."""
    stem = _VERSION.sub("", scheme.code)
    code = free_code(f"{stem}-v{scheme.version + 1}")
    return _copied(scheme, code, scheme.name, previous=scheme)


def _copied(scheme: Scheme, code: str, name: str, previous: Scheme | None = None) -> Scheme:
    tree = scheme.whole_tree()
    changed = SchemeTree(
        code,
        name[:SCHEME_NAME_LIMIT],
        tree.form_title,
        tree.branches,
        tree.weight_total,
        tree.layout,
    )
    return keep_draft(changed, previous=previous)


def free_code(code: str) -> str:
    """This code if nobody has it, else with the first number behind it that is free."""
    taken = set(Scheme.objects.filter(code__startswith=code[: CODE_LIMIT - 4]).values_list("code"))
    number = 1
    candidate = code
    while (candidate,) in taken:
        number += 1
        candidate = f"{code[: CODE_LIMIT - 4]}-{number}"
    return candidate


def publish(scheme: Scheme) -> list[Problem]:
    """Let cycles take this draft; or say what stands in the way. Raises NotADraftError."""
    with open_draft(scheme.pk):
        problems = problems_of(scheme.whole_tree())
        if not problems:
            _set_state(scheme, State.PUBLISHED)
    return problems


def withdraw(scheme: Scheme) -> None:
    """Make a published scheme a draft again. Raises RefusedError if anything stands on it."""
    with transaction.atomic():
        _refuse_used(scheme)
        _set_state(scheme, State.DRAFT)


def retire(scheme: Scheme) -> None:
    """No cycle takes it any more; those that have it keep it. Raises RefusedError for a draft."""
    published = Scheme.objects.filter(pk=scheme.pk).exclude(state=State.DRAFT)
    if not published.update(state=State.RETIRED):
        raise RefusedError(STILL_A_DRAFT)


def discard(scheme: Scheme) -> None:
    """Delete a draft. Raises NotADraftError, and RefusedError if anything stands on it."""
    with open_draft(scheme.pk):
        _refuse_used(scheme)
        if Scheme.objects.filter(previous=scheme).exists():
            raise RefusedError(IN_USE)
        scheme.delete()


def _set_state(scheme: Scheme, state: str) -> None:
    scheme.state = state
    scheme.save(update_fields=["state"])


def _refuse_used(scheme: Scheme) -> None:
    locked = Scheme.objects.select_for_update().get(pk=scheme.pk)
    if locked.is_frozen or uses_of(scheme.pk):
        raise RefusedError(IN_USE)


# The tree of a draft


def save_form(key: int, form: Any) -> None:
    """Save a bound form of the draft of this key, its branch or its node, if it is valid.

    Only what is on the form: where a node stands may have been changed in another window. Raises
    RefusedError for a row that is deleted meanwhile.
    """
    with open_draft(key):
        row = _fresh(type(form.instance).objects, form.instance.pk)
        for column in row._meta.concrete_fields:
            setattr(form.instance, column.attname, getattr(row, column.attname))
        if form.is_valid():
            form.save(commit=False).save(update_fields=list(form.fields))


def add_branch(scheme: Scheme) -> SchemeBranch:
    with open_draft(scheme.pk):
        return _add_branch(scheme, NEW_BRANCH)


def add_node(branch: SchemeBranch) -> SchemeNode:
    """A new node at the end of a branch. The filler is not asked for it yet."""
    with open_draft(branch.scheme_id):
        branch = _fresh(SchemeBranch.objects, branch.pk)
        names = branch.nodes.values_list("name", flat=True)
        return branch.nodes.create(
            position=_next(branch.nodes),
            name=_free_name(NEW_NODE, names),
            kind="social_benefit",
        )


def move(row: SchemeBranch | SchemeNode, steps: int) -> None:
    """Move it up (-1) or down (1) among its neighbours; a node at the edge goes to the next
    branch, unless that has one of its name."""
    scheme = _scheme_of(row)
    with open_draft(scheme.pk):
        row = _fresh(_with_scheme(row), row.pk)
        beside = scheme.branches if isinstance(row, SchemeBranch) else row.branch.nodes
        rows = list(beside.order_by("position", "pk"))
        place = rows.index(row)
        if 0 <= place + steps < len(rows):
            rows.insert(place + steps, rows.pop(place))
            _number(rows)
        elif isinstance(row, SchemeNode):
            branches = list(scheme.branches.order_by("position", "pk"))
            other = branches.index(row.branch) + steps
            if 0 <= other < len(branches):
                _place(row, branches[other], at_top=steps > 0)


def place_node(node: SchemeNode, branch: SchemeBranch | None) -> None:
    """Move a node to the end of another branch; None: to a new level 1 of its own, of its name.

    Raises RefusedError if that branch has a node of this name.
    """
    scheme = node.branch.scheme
    with open_draft(scheme.pk):
        node = _fresh(_with_scheme(node), node.pk)
        if branch:
            branch = _fresh(SchemeBranch.objects, branch.pk)
        _place(node, branch or _add_branch(scheme, node.name))


def delete(row: SchemeBranch | SchemeNode) -> None:
    """Delete it, a branch with its nodes."""
    with open_draft(_scheme_of(row).pk):
        _fresh(_with_scheme(row), row.pk).delete()


def _fresh(rows: Any, key: int) -> Any:
    """The row as it is behind the lock. Raises RefusedError if it was deleted meanwhile."""
    found = rows.filter(pk=key).first()
    if found is None:
        raise RefusedError(GONE)
    return found


def _with_scheme(row: SchemeBranch | SchemeNode) -> Any:
    parts = "scheme" if isinstance(row, SchemeBranch) else "branch__scheme"
    return type(row).objects.select_related(parts)


def _scheme_of(row: SchemeBranch | SchemeNode) -> Scheme:
    return row.scheme if isinstance(row, SchemeBranch) else row.branch.scheme


def _add_branch(scheme: Scheme, name: str) -> SchemeBranch:
    names = scheme.branches.values_list("name", flat=True)
    return scheme.branches.create(position=_next(scheme.branches), name=_free_name(name, names))


def _place(node: SchemeNode, branch: SchemeBranch, *, at_top: bool = False) -> None:
    if branch.nodes.filter(name=node.name).exclude(pk=node.pk).exists():
        raise RefusedError(NAME_TAKEN.format(branch=branch.name, name=node.name))
    rows = list(branch.nodes.exclude(pk=node.pk).order_by("position", "pk"))
    node.branch = branch
    node.save(update_fields=["branch"])
    _number([node, *rows] if at_top else [*rows, node])


def _number(rows: Sequence[SchemeBranch | SchemeNode]) -> None:
    for position, row in enumerate(rows):
        row.position = position
    type(rows[0]).objects.bulk_update(rows, ["position"])


def _next(rows: Any) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _free_name(name: str, taken: Any) -> str:
    taken = set(taken)
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name[: NAME_LIMIT - 3]}{number}"
    return candidate
