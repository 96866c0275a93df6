"""The check for private data: forms are published with the budget."""

import re
from collections.abc import Iterator

from .contract import SYSTEM, Form, Quality, Seen, Severity, rule
from .examples import changed, rows
from .messages import texts as words
from .wording import cells

_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![\d.,])1[3-9]\d{9}(?![\d.,元万%]|\s*[元万])")
_CARD = re.compile(r"(?<![\d.,])62\d{14,17}(?![\d.,元万])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


@rule(
    "TXT-SENSITIVE",
    Severity.WARNING,
    Quality.COMPLETE,
    basis=SYSTEM,
    bad=[
        rows("quality", ("项目负责人", "张某，电话13812345678")),
        changed("身份证号码", goal="资助困难学生1名，身份证号11010519491231002X，保障其完成学业。"),
        rows("quantity", ("收款账号", "6222021234567890128")),
    ],
    good=[
        rows("economic_benefit", ("带动投资", "13812345678元")),
        rows("quality", ("文号", "按照川财建〔2020〕15号执行，编码202100012345678901")),
        changed("办公电话", goal="公布举报电话0812-2900000，受理举报120件，维护群众权益。"),
    ],
)
def private_data(form: Form) -> Iterator[Seen]:
    """Numbers of identity cards, mobile phones and bank cards; never shown whole."""
    for where, text in cells(form):
        for what, found in _private(text):
            masked = f"{found[:3]}…{found[-2:]}"
            yield Seen(where, masked, values={"what": what, "number": masked})


def _private(text: str) -> Iterator[tuple[str, str]]:
    identities = [found[0] for found in _IDENTITY.finditer(text) if _has_check_digit(found[0])]
    yield from ((words.IDENTITY, number) for number in identities)
    yield from ((words.MOBILE, found[0]) for found in _MOBILE.finditer(text))
    for found in _CARD.finditer(text):
        if found[0] not in identities and _is_luhn(found[0]):
            yield words.CARD, found[0]


def _has_check_digit(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == number[-1].upper()


def _is_luhn(number: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
