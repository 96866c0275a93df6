"""Reading what people type into a number field, and giving back what cannot be read."""

from decimal import Decimal

import pytest
from django import forms

from declarations.forms import messages
from declarations.forms.fields import AmountField, NumberField, TypedText, WanField, YearField


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("300", "300"),
        (" 1,234.5 ", "1234.5"),
        ("１，２３４．５０", "1234.50"),
        ("12 000", "12000"),
        ("300万元", "300"),
        ("300 万", "300"),
        ("-6", "-6"),
        (".5", "0.5"),
        ("0.000001", "0.000001"),
        ("", None),
        ("　", None),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed, amount):
    expected = None if amount is None else Decimal(amount)
    assert WanField().clean(typed) == expected


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("三百", messages.NOT_AN_AMOUNT),
        ("1,23", messages.NOT_AN_AMOUNT),
        ("1.2.3", messages.NOT_AN_AMOUNT),
        ("1e5", messages.NOT_AN_AMOUNT),
        ("NaN", messages.NOT_AN_AMOUNT),
        ("30000元", messages.OTHER_UNIT),
        ("3亿", messages.OTHER_UNIT),
        ("0.0000001", messages.TOO_MANY_DECIMALS),
        ("123456789012345", messages.TOO_LARGE),
    ],
)
def test_an_unreadable_amount_is_named_in_the_error(typed, message):
    with pytest.raises(forms.ValidationError) as caught:
        WanField().clean(typed)
    assert caught.value.message == message
    assert caught.value.params["text"] == typed


def test_a_quantity_is_not_negative():
    with pytest.raises(forms.ValidationError) as caught:
        NumberField(digits=18, decimals=4, negative=False).clean("-1")
    assert caught.value.message == messages.NEGATIVE


def test_a_unit_price_in_yuan_takes_its_own_unit():
    field = AmountField(unit="元", digits=18, decimals=4)
    assert field.clean("4,000元") == Decimal(4000)
    with pytest.raises(forms.ValidationError):
        field.clean("0.4万元")


@pytest.mark.parametrize(
    ("typed", "year"), [("2021", 2021), ("２０２１年度", 2021), ("2021年", 2021), ("", None)]
)
def test_a_year_is_read_as_people_write_it(typed, year):
    assert YearField().clean(typed) == year


@pytest.mark.parametrize("typed", ["21", "二〇二一", "20211", "2021-2022"])
def test_an_unreadable_year_is_an_error(typed):
    with pytest.raises(forms.ValidationError):
        YearField().clean(typed)


def test_a_text_keeps_its_blanks_and_gets_the_line_ends_of_the_form():
    assert TypedText(limit=100).clean(" 一、培训\r\n　二、考核 ") == " 一、培训\n　二、考核 "
