"""A number is read with its scale, up to where it ends and no further."""

from decimal import Decimal

import pytest

from indicators.reading.normalize import normalize
from indicators.reading.numerals import MAX_DIGITS, scan_number, starts_number


def scan(text):
    return scan_number(normalize(text).text, 0)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("9", "9"),
        ("12,340", "12340"),
        ("1,234,567.89", "1234567.89"),
        ("1 234 567", "1234567"),
        ("1 234 567.5", "1234567.5"),
        ("3.5万", "35000"),
        ("3.5 万", "35000"),
        ("3百", "300"),
        ("3千", "3000"),
        ("1万亿", "1000000000000"),
        ("3万2千", "32000"),
        ("3万2千5百", "32500"),
        ("3万2", "30000"),
        ("3万500元", "30500"),
        ("1亿2000万", "120000000"),
        ("1亿2千万", "120000000"),
        ("3千5百", "3500"),
        ("三", "3"),
        ("十", "10"),
        ("十五", "15"),
        ("二十", "20"),
        ("一百零五", "105"),
        ("一百五", "150"),
        ("一百五十", "150"),
        ("三千五", "3500"),
        ("一万二", "12000"),
        ("一万零二", "10002"),
        ("三百二十万", "3200000"),
        ("三百二十万零五", "3200005"),
        ("一亿二千万", "120000000"),
        ("两千", "2000"),
        ("二〇二一", "2021"),
        ("一二三", "123"),
        ("壹拾贰万", "120000"),
        ("拾万", "100000"),
        ("百万", "1000000"),
        ("千万", "10000000"),
        ("三点一四", "3.14"),
        ("三点一四万", "31400"),
        ("十二点五亿", "1250000000"),
        ("九亿九千九百九十九万九千九百九十九", "999999999"),
        ("三千二百万五千", "32005000"),
        ("一万亿", "1000000000000"),
        ("一千零五十", "1050"),
        ("二百零三", "203"),
        ("一百零五万", "1050000"),
        ("二十五", "25"),
        ("二万五", "25000"),
        ("一亿二", "120000000"),
        ("三百零二", "302"),
        ("零点五", "0.5"),
        ("1亿2万3千", "100023000"),
        ("3万500", "30000"),
    ],
)
def test_a_number_has_its_value(text, value):
    assert scan(text).value == Decimal(value)


def test_every_sign_for_a_digit_or_a_scale_has_its_worth():
    for digit, signs in enumerate(
        ["零〇", "一壹", "二两贰貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"]
    ):
        assert [scan(sign).value for sign in signs] == [digit] * len(signs)
    for scale, signs in ((10, "十拾"), (100, "百佰"), (1000, "千仟"), (10_000, "万萬")):
        assert [scan(f"二{sign}").value for sign in signs] == [2 * scale] * len(signs)
    for scale, signs in ((100, "百佰"), (1000, "千仟"), (10_000, "万萬"), (10**8, "亿億")):
        assert [scan(f"2{sign}").value for sign in signs] == [2 * scale] * len(signs)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("1,23", ",23"),
        ("1234,567", ",567"),
        ("1,2345", ",2345"),
        ("1.", "."),
        ("1.5.2", ".2"),
        ("3千米", "千米"),
        ("3千克", "千克"),
        ("3百分", "百分"),
        ("三千米", "千米"),
        ("3万2人", "2人"),
        ("3万5万", "5万"),
        ("1 200", " 200"),
        ("1 200 3000", " 200 3000"),
        ("1234 567 890", " 567 890"),
        ("三点", "点"),
        ("三点整", "点整"),
        ("5个", "个"),
        ("2万 3", " 3"),
        ("1.5万3千", "3千"),
        ("3万亿万", "万"),
        ("3万123456789元", "123456789元"),
        ("1亿12345678元", "元"),
        ("3万10000元", "10000元"),
        ("3千1千", "1千"),
        ("3万2千万", "2千万"),
        ("三点一四五万六", "六"),
        ("1.5.", "."),
        ("1,234,", ","),
        ("3万 2千", " 2千"),
    ],
)
def test_a_number_ends_before_what_is_none_of_it(text, rest):
    plain = normalize(text).text
    assert plain[scan_number(plain, 0).end :] == rest


@pytest.mark.parametrize(
    ("text", "decimals"), [("3万", 0), ("3.5万", 1), ("3.50万", 2), ("三点五万", None)]
)
def test_a_number_knows_how_many_decimals_were_printed(text, decimals):
    assert scan(text).decimals == decimals


def test_a_number_knows_in_which_signs_it_was_written():
    assert not scan("3万").chinese
    assert (scan("三万").chinese, scan("三万").capital) == (True, False)
    assert (scan("叁万").chinese, scan("叁万").capital) == (True, True)
    assert (scan("叁点五万").chinese, scan("叁点五万").capital) == (True, True)
    assert scan("12.5").digits == 2
    assert scan("12万3千").digits == 2


@pytest.mark.parametrize("digits", ["1" * (MAX_DIGITS + 1), "1." + "1" * MAX_DIGITS, "一" * 25])
def test_a_number_of_too_many_digits_is_a_code(digits):
    assert scan(digits).too_long
    assert scan(digits).end == len(digits)
    assert scan("一" * 99).too_long


def test_the_longest_numbers_are_still_numbers():
    assert scan("1" * MAX_DIGITS).value == Decimal("1" * MAX_DIGITS)
    assert not scan("一" * 24).too_long


@pytest.mark.parametrize("text", ["", "元", "百姓", "千方百计", "点五", ".5", "万"])
def test_words_hold_no_number(text):
    assert scan_number(text, 0) is None


def test_one_look_tells_where_no_number_can_start():
    assert [starts_number(text, 0) for text in ("3", "三", "万", "元", "")] == [
        True, True, True, False, False,
    ]  # fmt: skip
