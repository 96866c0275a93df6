"""Texts of the checks of target values."""

from .text import Text

TEXTS = {
    "VAL-SATISFY-100": Text(
        "满意度留有余地",
        "满意度指标值“{value}”{fault}。",
        "请按实际改为能够达到的比例，例如“≥90%”或“≥95%”。",
        "满意度最高是100%，“≥100%”等于要求人人满意，无法考核也很难达到。",
    ),
}

SATISFY_ABOVE = "超过了100%，不可能达到"
SATISFY_FLOOR = "要求不低于100%，等于人人都满意"
SATISFY_EXACT = "要求达到100%，没有留余地"
