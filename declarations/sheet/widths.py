"""How wide the columns of the paper form are, in cm.

What a page is wide is given out: first to the columns of short texts, then to those of long ones,
each by what it usually has to hold.
"""

from collections.abc import Sequence
from functools import cache

PORTRAIT, LANDSCAPE = 17.4, 26.1  # between the margins of an A4 page

#: 绩效指标, level 1 and level 2: of the form of 2021; beside a value in parts, where a long name of
#: level 2 stands in one line; where many columns share an upright page; on a page on its side.
_LEFT, _SPLIT_LEFT = (2.0, 2.15, 2.85), (1.7, 2.1, 3.55)
_NARROW_LEFT, _WIDE_LEFT = (1.4, 1.75, 2.25), (2.2, 2.8, 3.6)
_MANY = 3
_SHORT = {"nature": 1.15, "unit": 1.3, "weight": 1.15}
_SHARES = {"name": 4.5, "value": 5.9, "explanation": 4.2, "scoring": 4.2, "evidence": 3.4}
_SPLIT_VALUE_SHARE = 5.2  # beside 指标性质 or 计量单位 the value is shorter


@cache
def widths_of(columns: Sequence[str], landscape: bool) -> tuple[float, ...]:
    """The widths of the three columns to the left of the name, and of these from the name on."""
    shares = {name: _SHARES[name] for name in columns if name in _SHARES}
    is_split = "nature" in columns or "unit" in columns
    if is_split:
        shares["value"] = _SPLIT_VALUE_SHARE
    page = LANDSCAPE if landscape else PORTRAIT
    if len(shares) >= _MANY:
        left = _SPLIT_LEFT if landscape else _NARROW_LEFT
    else:
        left = _WIDE_LEFT if landscape else _SPLIT_LEFT if is_split else _LEFT
    rest = page - sum(left) - sum(_SHORT[name] for name in columns if name in _SHORT)
    total = sum(shares.values())
    return (
        *left,
        *(_SHORT.get(name) or round(rest * shares[name] / total, 2) for name in columns),
    )
