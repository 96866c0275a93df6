"""Checks of target values (指标值): that they can be reached, measured and compared."""

from collections.abc import Iterator

from indicators.reading.targets import Target, read_target

from .contract import CORE_INDICATORS, Form, Quality, Seen, Severity, rule
from .examples import rows
from .messages import values as words

_REACHING = ("达", "达到")


@rule(
    "VAL-SATISFY-100",
    Severity.ERROR,
    Quality.REASONABLE,
    basis=CORE_INDICATORS,
    bad=[
        rows("satisfaction", ("软件使用者满意度", "≥100%")),
        rows("satisfaction", ("群众满意度", "满意度达100%")),
        rows("satisfaction", ("办事群众满意率", "大于100%")),
        rows("satisfaction", ("学生家长满意度", "120%")),
        rows("satisfaction", ("服务对象满意度", "=100%")),
    ],
    good=[
        rows("satisfaction", ("参训人员满意度", "≥90%")),
        rows("satisfaction", ("受援人满意度", "受援人满意度大于96%")),
        rows("satisfaction", ("服务对象满意度", "随机访问100人，满意度98%以上")),
        rows("satisfaction", ("服务对象投诉数", "≤100件")),
    ],
)
def satisfaction_leaves_room(form: Form) -> Iterator[Seen]:
    """Above 100 % cannot be, and a floor of 100 % wants everybody; reaching it is only unlikely."""
    for position, row in form.rows("satisfaction"):
        for target in read_target(row.value).targets:
            if not target.percent or target.number < 100 or target.sign in ("<", "≤"):
                continue
            yield Seen(
                f"indicators[{position}].value",
                observed=target.quote,
                values={"value": row.value.strip(), "fault": _fault(target)},
                severity=Severity.ERROR if _is_impossible(target) else Severity.WARNING,
            )


def _is_floor(target: Target) -> bool:
    """A bound below, as ≥ or 不低于; 达 and 达到 are read as ≥, but people mean "is"."""
    return target.sign in (">", "≥") and target.comparator.written not in _REACHING


def _is_impossible(target: Target) -> bool:
    return target.number > 100 or _is_floor(target)


def _fault(target: Target) -> str:
    if target.number > 100 or target.sign == ">":
        return words.SATISFY_ABOVE
    return words.SATISFY_FLOOR if _is_floor(target) else words.SATISFY_EXACT
