"""What a scheme must keep to before it is published: all that is wrong, each at its place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indicators.tree import COLUMNS, KINDS, Node, SchemeTree

LEVEL1, LEVEL2 = "一级指标", "二级指标"
NO_BRANCH = "还没有一级指标。"
NO_NODE = "这个一级指标下还没有二级指标。"
NO_NAME = "名称没有填写。"
NO_TITLE = "表名没有填写。"
NO_LABEL = "资金各栏的名称不能空着。"
SAME_BRANCH = "有 {count} 个一级指标都叫“{name}”，请改成不同的名称。"
SAME_NODE = "这个一级指标下有 {count} 个“{name}”，请改成不同的名称。"
UNKNOWN_KIND = "类别“{kind}”不在允许的范围内。"
UNKNOWN_COLUMN = "附加列“{column}”不在允许的范围内。"
COLUMN_TWICE = "附加列“{column}”重复了。"
NO_COST = "还没有“成本”类的二级指标：核对资金要用它，必须正好有一个。"
MANY_COSTS = "“成本”类的二级指标有 {count} 个（{names}），只能有一个。"
NO_KIND = "还没有“{kind}”类的二级指标：每张申报表都要有。"
WEIGHT_WITHOUT_TOTAL = "设了权重 {weight}，但体系没有设权重合计。"
WEIGHT_SUM = "各{level}的权重合计是 {sum}，应当是 {total}。"
WEIGHT_TOO_MUCH = "各{level}的权重合计已经是 {sum}，超过了 {total}。"
WITHOUT_COST_SUM = "各一级指标的“没有成本指标时的权重”合计是 {sum}，应当是 {total}。"
TOO_LONG = "“{label}”有 {length} 个字，最多 {limit} 个字。"

#: What a database column takes, in characters; and the largest weight it can keep.
NAME_LIMIT, SCHEME_NAME_LIMIT, CODE_LIMIT, LABEL_LIMIT = 50, 100, 50, 30
#: The kinds that every form must set.
ALWAYS = ("quantity", "quality")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a scheme. ``branch`` and ``node`` are positions in the tree; None: it is
    of the scheme as a whole, or of the branch."""

    message: str
    branch: int | None = None
    node: int | None = None


def problems_of(tree: SchemeTree) -> list[Problem]:
    """All that stands in the way of publishing this scheme, from top to bottom."""
    found = [*cannot_be_kept(tree), *_whole(tree), *_weights(tree)]
    found += [Problem(NO_NODE, at) for at, branch in enumerate(tree.branches) if not branch.nodes]
    return sorted(found, key=_place)


def cannot_be_kept(tree: SchemeTree) -> Iterator[Problem]:
    """What no database row can hold, so that there cannot even be a draft of it."""
    layout = tree.layout
    yield from map(Problem, _names(tree))
    for column, count in Counter(layout.columns).items():
        if column not in COLUMNS:
            yield Problem(UNKNOWN_COLUMN.format(column=column))
        elif count > 1:
            yield Problem(COLUMN_TWICE.format(column=COLUMNS[column]))
    names = Counter(branch.name for branch in tree.branches)
    for at, branch in enumerate(tree.branches):
        for message in _name(LEVEL1, branch.name, names, SAME_BRANCH):
            yield Problem(message, at)
        inner = Counter(node.name for node in branch.nodes)
        for place, node in enumerate(branch.nodes):
            for message in _name(LEVEL2, node.name, inner, SAME_NODE):
                yield Problem(message, at, place)
            if node.kind not in KINDS:
                yield Problem(UNKNOWN_KIND.format(kind=node.kind), at, place)


def _place(problem: Problem) -> tuple[int, int]:
    return tuple(-1 if one is None else one for one in (problem.branch, problem.node))


def _names(tree: SchemeTree) -> Iterator[str]:
    labels = tree.layout.labels
    texts = (labels.total, labels.appropriation, labels.other)
    if not tree.name.strip():
        yield NO_NAME
    if not tree.form_title.strip():
        yield NO_TITLE
    if not all(text.strip() for text in texts):
        yield NO_LABEL
    yield from _too_long("名称", tree.name, SCHEME_NAME_LIMIT)
    yield from _too_long("表名", tree.form_title, SCHEME_NAME_LIMIT)
    for text in texts:
        yield from _too_long("资金各栏的名称", text, LABEL_LIMIT)


def _name(label: str, name: str, names: Counter[str], twice: str) -> Iterator[str]:
    if not name.strip():
        yield NO_NAME
    elif names[name] > 1:
        yield twice.format(count=names[name], name=name)
    yield from _too_long(label, name, NAME_LIMIT)


def _whole(tree: SchemeTree) -> Iterator[Problem]:
    if not tree.branches:
        yield Problem(NO_BRANCH)
    yield from map(Problem, _kinds(list(tree.nodes())))


def _kinds(nodes: Sequence[Node]) -> Iterator[str]:
    costs = [node.name for node in nodes if node.kind == "cost"]
    if not costs:
        yield NO_COST
    elif len(costs) > 1:
        yield MANY_COSTS.format(count=len(costs), names="、".join(costs))
    there = {node.kind for node in nodes}
    yield from (NO_KIND.format(kind=KINDS[kind]) for kind in ALWAYS if kind not in there)


def _weights(tree: SchemeTree) -> Iterator[Problem]:
    total = tree.weight_total
    if total is None:
        for number, branch in enumerate(tree.branches):
            for place, one in [(None, branch), *enumerate(branch.nodes)]:
                if one.weight is not None:
                    message = WEIGHT_WITHOUT_TOTAL.format(weight=one.weight)
                    yield Problem(message, number, place)
        return
    branches = tree.branches
    yield from map(Problem, _sum(LEVEL1, [branch.weight for branch in branches], total))
    without = [branch.weight_without_cost for branch in branches]
    given = [weight for weight in without if weight is not None]
    if given and (sum(given) > total or (len(given) == len(without) and sum(given) != total)):
        yield Problem(WITHOUT_COST_SUM.format(sum=sum(given), total=total))
    for number, branch in enumerate(branches):
        above = total if branch.weight is None else branch.weight
        weights = [node.weight for node in branch.nodes]
        for message in _sum(LEVEL2, weights, above, branch.weight is None):
            yield Problem(message, number)


def _sum(
    level: str, weights: Sequence[int | None], total: int, is_open: bool = False
) -> Iterator[str]:
    """Weights add up to what stands above them; one that is left open may take the rest.

    ``is_open``: what stands above them has no weight of its own and ``total`` is only a limit.
    """
    given = [weight for weight in weights if weight is not None]
    if sum(given) > total:
        yield WEIGHT_TOO_MUCH.format(level=level, sum=sum(given), total=total)
    elif given and len(given) == len(weights) and sum(given) != total and not is_open:
        yield WEIGHT_SUM.format(level=level, sum=sum(given), total=total)


def _too_long(label: str, text: str, limit: int) -> Iterable[str]:
    if len(text) > limit:
        yield TOO_LONG.format(label=label, length=len(text), limit=limit)
