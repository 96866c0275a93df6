"""Checks of which rows there are: the required ones, the blank ones, the half-filled ones."""

from collections.abc import Iterator

from indicators.tree import BENEFIT_KINDS

from .contract import BUDGET_TARGETS, Form, NotApplicable, Quality, Seen, Severity, rule
from .examples import rows, without


@rule(
    "STR-L2-MISSING",
    Severity.ERROR,
    Quality.COMPLETE,
    basis=BUDGET_TARGETS,
    bad=[
        without("quantity"),
        without("timeliness"),
        rows("satisfaction", ("　", " ")),
    ],
    good=[
        rows("quantity", ("培训人次", "≥150人次")),
        without("social_benefit"),
        rows("satisfaction", ("参训人员满意度", "")),
    ],
)
def required_nodes(form: Form) -> Iterator[Seen]:
    """Each required node of the scheme has a row, as an error or a warning as the scheme says."""
    for place, node in enumerate(form.tree.nodes()):
        if node.required and not form.has_row(node):
            yield Seen(
                f"nodes[{place}]",
                values={"node": node.name},
                severity=Severity(node.required),
            )


@rule(
    "STR-BENEFIT-MIN1",
    Severity.ERROR,
    Quality.COMPLETE,
    basis=BUDGET_TARGETS,
    bad=[
        without(*BENEFIT_KINDS),
        rows("social_benefit", ("", " ")),
        rows("social_benefit", ("　", "")),
    ],
    good=[
        rows("social_benefit", ("报表一次审核通过率", "≥90%")),
        rows("social_benefit", ("报表差错率下降", "")),
        without("ecological_benefit"),
    ],
)
def one_benefit(form: Form) -> Iterator[Seen]:
    """A branch that wants at least one of its nodes filled has one."""
    branches = [branch for branch in form.tree.branches if branch.at_least_one]
    if not branches:
        raise NotApplicable
    places = list(form.tree.nodes())
    for branch in branches:
        if not any(form.has_row(node) for node in branch.nodes):
            names = "、".join(node.name for node in branch.nodes)
            yield Seen(
                f"nodes[{places.index(branch.nodes[0])}]",
                values={"branch": branch.name, "nodes": names},
            )


@rule(
    "STR-NAME-NO-VALUE",
    Severity.ERROR,
    Quality.CLEAR,
    basis=BUDGET_TARGETS,
    bad=[
        rows("quantity", ("培训人次", "")),
        rows("quality", ("结业考核合格率", " "), ("教材到位率", "100%")),
        rows("satisfaction", ("参训人员满意度", "　")),
    ],
    good=[
        rows("quantity", ("培训人次", "≥150人次")),
        rows("quality", ("", "")),
        rows("satisfaction", ("参训人员满意度", "≥90%")),
    ],
)
def name_without_value(form: Form) -> Iterator[Seen]:
    for position, row in form.rows():
        if not row.value.strip():
            yield Seen(f"indicators[{position}].value", values={"name": row.name.strip()})


@rule(
    "STR-VALUE-NO-NAME",
    Severity.ERROR,
    Quality.CLEAR,
    basis=BUDGET_TARGETS,
    bad=[
        rows("quantity", ("", "≥150人次")),
        rows("quality", (" ", "≥95%"), ("教材到位率", "100%")),
        rows("satisfaction", ("　", "≥90%")),
    ],
    good=[
        rows("quantity", ("培训人次", "≥150人次")),
        rows("quality", ("", "")),
        rows("satisfaction", ("参训人员满意度", "")),
    ],
)
def value_without_name(form: Form) -> Iterator[Seen]:
    for position, row in form.rows():
        if not row.name.strip():
            yield Seen(f"indicators[{position}].name", values={"value": row.value.strip()})
