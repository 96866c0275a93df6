"""Checks of rows that say the same twice."""

from collections.abc import Iterator

from indicators.tree import Node

from . import lexicon
from .contract import SYSTEM, Form, Quality, Seen, Severity, rule
from .examples import rows
from .wording import letters, plain_name

_FILLER = lexicon.any_of(lexicon.FILLERS)
_ONE_NAME = {name: group[0] for group in lexicon.SAME_PEOPLE for name in group}
_LONG_ENOUGH = 10


@rule(
    "STR-DUP-NAME",
    Severity.WARNING,
    Quality.INDICATOR_SOUND,
    basis=SYSTEM,
    bad=[
        rows("quality", ("设备故障率", "≤2%"), ("设备故障率", "≤3%")),
        rows("timeliness", ("按计划", "2021年3月-10月"), ("按计划 ", "2021年10月底前")),
        rows("quantity", ("指标1：栽植苗木", "≥300株"), ("指标2：栽植苗木", "≥500株")),
    ],
    good=[
        rows("quality", ("设备故障率", "≤2%"), ("设备完好率", "≥95%")),
        rows("quantity", ("", "=2期"), ("", "≥150人次")),
        rows("social_benefit", ("培训人次", "≥150人次")),
    ],
)
def name_is_used_twice(form: Form) -> Iterator[Seen]:
    """The same name again under the same level-2 node; told at the later row."""
    seen: set[tuple[Node | None, str]] = set()
    for position, row in form.rows():
        key = (form.node(position), letters(plain_name(row.name)))
        if key[1] and key in seen:
            yield Seen(
                f"indicators[{position}].name",
                row.name.strip(),
                values={"node": row.level2, "name": row.name.strip()},
            )
        seen.add(key)


@rule(
    "STR-DUP-MEANING",
    Severity.INFO,
    Quality.INDICATOR_SOUND,
    basis=SYSTEM,
    bad=[
        rows("satisfaction", ("群众满意度", "≥90%"), ("社会公众满意度", "≥92%")),
        rows("quantity", ("栽植苗木数量", "≥300株"), ("苗木栽植数", "≥300株")),
        rows(
            "quality",
            ("工程质量", "符合国家现行的施工验收规范"),
            ("施工标准", "符合国家现行的施工验收规范"),
        ),
    ],
    good=[
        rows("satisfaction", ("教师满意度", "≥90%"), ("学生家长满意度", "≥92%")),
        rows("quantity", ("栽植苗木数量", "≥300株"), ("移栽苗木数量", "≥50株")),
        rows("quality", ("路面平整度合格率", "≥95%"), ("路基压实度合格率", "≥95%")),
    ],
)
def rows_mean_the_same(form: Form) -> Iterator[Seen]:
    """Under one node: names of the same letters or the same people, or one long value twice."""
    seen: dict[tuple[Node | None, str], str] = {}
    for position, row in form.rows():
        name = letters(plain_name(row.name))
        if not name:
            continue
        keys = [(form.node(position), _meaning(name))]
        value = letters(row.value)
        if len(value) >= _LONG_ENOUGH and not form.reading(row.value).has_number:
            keys.append((form.node(position), value))
        other = next((seen[key] for key in keys if key in seen), None)
        if other is not None and letters(plain_name(other)) != name:
            yield Seen(
                f"indicators[{position}].name",
                row.name.strip(),
                values={"name": row.name.strip(), "other": other},
            )
        for key in keys:
            seen.setdefault(key, row.name.strip())


def _meaning(name: str) -> str:
    """A name reduced to what it measures: no fillers, one word for the same people, sorted."""
    subject, measure, _ = name.partition("满意")
    if measure:
        return _ONE_NAME.get(subject, subject) + measure
    reduced = _FILLER.sub("", name)
    return "".join(sorted(reduced)) if len(reduced) >= 4 else name
