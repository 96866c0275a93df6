"""Fields that keep a text as it was typed and read numbers as people write them."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from declarations.content import WAN_DECIMALS, WAN_DIGITS, format_wan
from indicators.keys import key_of

from . import messages

_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?|[+-]?\.\d+")
_MONEY_UNIT = re.compile(r"(亿元|万元|亿|万|元)$")
#: The longest texts, in characters.
NAME_LIMIT, VALUE_LIMIT, GOAL_LIMIT = 500, 5_000, 10_000
_YEAR = re.compile(r"(\d{4})(年度?)?")


class TypedWord(forms.CharField):
    """A text kept as it was typed, outer blanks included.

    A text that is longer than ``limit`` is refused and given back. The browser is not told the
    limit: it would cut what is pasted.
    """

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)
        self.limit = limit

    def validate(self, value: str) -> None:
        if len(value) > self.limit:
            values = {"limit": self.limit, "length": len(value)}
            raise ValidationError(messages.TOO_LONG, "too_long", values)


class TypedText(TypedWord):
    """A text that may have lines.

    A browser sends each newline as CR LF; the text of a form has LF alone, and a text that nobody
    changed must come back as it went out.
    """

    widget = forms.Textarea

    def __init__(self, *, rows: int = 1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("rows", rows)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.to_python(initial), data)


class NumberField(forms.Field):
    """A number or nothing: 1,234.5, full-width digits, blanks around it.

    ``digits`` and ``decimals`` are those of the column. Raises ValidationError with the text that
    could not be read; never rounds.
    """

    def __init__(self, *, digits: int, decimals: int, negative: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)
        self.digits, self.decimals, self.negative = digits, decimals, negative
        self.widget.attrs.setdefault("autocomplete", "off")
        self.widget.attrs["class"] = "amount-input"

    def to_python(self, value: Any) -> Decimal | None:
        typed = str(value or "")
        text = "".join(unicodedata.normalize("NFKC", typed).split())
        if not text:
            return None
        text = self.without_unit(text, typed)
        if not _NUMBER.fullmatch(text):
            raise self.unreadable(typed)
        return self._within_limits(Decimal(text.replace(",", "")), typed)

    def without_unit(self, text: str, typed: str) -> str:
        return text

    def unreadable(self, typed: str) -> ValidationError:
        return ValidationError(messages.NOT_A_NUMBER, "unreadable", {"text": typed})

    def _within_limits(self, number: Decimal, typed: str) -> Decimal:
        if number < 0 and not self.negative:
            raise ValidationError(messages.NEGATIVE, "negative", {"text": typed})
        whole, _, decimals = f"{abs(number):f}".partition(".")
        decimals = decimals.rstrip("0")
        for part, limit, message in (
            (decimals, self.decimals, messages.TOO_MANY_DECIMALS),
            (whole.lstrip("0"), self.digits - self.decimals, messages.TOO_LARGE),
        ):
            if len(part) > limit:
                raise ValidationError(message, "out_of_range", {"text": typed, "limit": limit})
        return number

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value  # what was typed goes back as it was typed
        plain = f"{value:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain


class AmountField(NumberField):
    """An amount of money in ``unit``, which may be written behind the number."""

    def __init__(self, *, unit: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.unit = unit

    def without_unit(self, text: str, typed: str) -> str:
        found = _MONEY_UNIT.search(text)
        if not found:
            return text
        if found[1].removesuffix("元") != self.unit.removesuffix("元"):
            raise ValidationError(
                messages.OTHER_UNIT, "other_unit", {"text": typed, "unit": self.unit}
            )
        return text[: found.start()]

    def unreadable(self, typed: str) -> ValidationError:
        return ValidationError(
            messages.NOT_AN_AMOUNT, "unreadable", {"text": typed, "unit": self.unit}
        )


class WanField(AmountField):
    """An amount in 万元, to the cent of a yuan, shown as the form prints it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(unit="万元", digits=WAN_DIGITS, decimals=WAN_DECIMALS, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return format_wan(value) if isinstance(value, Decimal) else value


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows by their keys. A key that no database holds is a wrong choice as any other."""

    def clean(self, value: Any) -> Any:
        for one in value or ():
            if not key_of(one):
                raise ValidationError(
                    self.error_messages["invalid_choice"], "invalid_choice", {"value": one[:20]}
                )
        return super().clean(value)


class YearField(forms.Field):
    """A year or nothing: 2021, 2021年, 2021年度, full-width digits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> int | None:
        text = "".join(unicodedata.normalize("NFKC", str(value or "")).split())
        if not text:
            return None
        year = _YEAR.fullmatch(text)
        if not year:
            raise ValidationError(messages.NOT_A_YEAR, "unreadable", {"text": value})
        return int(year[1])
