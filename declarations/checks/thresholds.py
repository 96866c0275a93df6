"""The numbers of checks that an administrator may set for a cycle (阈值), with what they start at.

Not among them: the tolerances of money and whatever decides whether an amount is right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number of the rule ``code``. ``title`` and ``unit`` are for the page that sets it.

    ``least`` and ``most`` bound what makes sense; ``decimals`` is how fine it may be set.
    """

    code: str
    title: str
    unit: str
    default: Decimal
    least: Decimal
    most: Decimal
    decimals: int = 0


def _of(
    code: str, title: str, unit: str, default: int, bounds: tuple[int, int], decimals: int = 0
) -> Threshold:
    least, most = map(Decimal, bounds)
    return Threshold(code, title, unit, Decimal(default), least, most, decimals)


THRESHOLDS: Mapping[str, Threshold] = {
    "goal_shortest": _of("GOAL-SHORT", "年度目标至少写多少", "字", 15, (1, 200)),
    "goal_longest": _of("GOAL-LONG", "年度目标最多写多少", "字", 300, (50, 5000)),
    "most_rows": _of("STR-TOO-MANY", "全表最多几条指标", "条", 12, (3, 100)),
    "most_rows_of_node": _of("STR-TOO-MANY", "一个二级指标下最多几条", "条", 4, (1, 50)),
    "fewest_rows": _of("STR-TOO-FEW", "全表至少几条指标", "条", 5, (1, 50)),
    "name_longest": _of("NAM-LONG", "指标名称最多写多少", "字", 20, (5, 200)),
    "value_longest": _of("VAL-LONG", "指标值最多写多少", "字", 60, (10, 1000)),
    "satisfaction_lowest": _of("VAL-SATISFY-LOW", "满意度低于多少算偏低", "%", 80, (1, 100)),
    "breakdown_from": _of("CST-NO-BREAKDOWN", "多少以下不必写测算过程", "万元", 0, (0, 1000), 2),
    "price_rise": _of("CST-ABOVE-LASTYEAR", "单价比上年上涨超过多少", "%", 20, (1, 500)),
    "yearly_change": _of("XFM-YOY", "总额比上年增减超过多少", "%", 20, (1, 500)),
    "small_total": _of("REL-SMALL-PROJECT", "总额低于多少算小项目", "万元", 1, (0, 100), 2),
}
