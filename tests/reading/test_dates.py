"""Dates and spans of months are told from numbers, and a span knows how many months it covers."""

import pytest

from indicators.reading.dates import scan_date
from indicators.reading.normalize import normalize


def date(text):
    return scan_date(normalize(text).text, 0)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("1-6月", 6),
        ("1月-6月", 6),
        ("3月至10月", 8),
        ("3 月 至 10 月", 8),
        ("1月—12月", 12),
        ("12-12月", 1),
        ("1月1日至6月30日", 6),
        ("1月到6月", 6),
        ("2021年1-12月", 12),
        ("2021年1月至2021年6月", 6),
        ("2021年9月至2022年3月", 7),
        ("2021年度1-6月", 6),
        ("2021年1月份至6月份", 6),
        ("2021.1-2021.6", 6),
        ("2021.10-2022.3", 6),
        ("2021/1/1-2021/12/31", 12),
        ("2021-01-01至2021-03-31", 3),
        ("一季度", 3),
        ("二季度末", 3),
        ("2021年四季度", 3),
        ("2021年第三季度前", 3),
    ],
)
def test_a_span_of_months_covers_so_many(text, months):
    found = date(text)
    assert found.months == months
    assert found.end == len(normalize(text).text)


@pytest.mark.parametrize("text", ["6-1月", "2022年3月至2021年9月"])
def test_a_span_that_ends_before_it_begins_covers_nothing(text):
    assert date(text).months is None


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("2021年", 2021, None, False),
        ("2021年度", 2021, None, False),
        ("2021年底", 2021, None, False),
        ("1950年", 1950, None, False),
        ("2099年", 2099, None, False),
        ("2021年6月", 2021, 6, False),
        ("2021年12月", 2021, 12, False),
        ("2021年12月31日", 2021, 12, True),
        ("2021年12月1号", 2021, 12, True),
        ("2021.3", 2021, 3, False),
        ("2021.12", 2021, 12, False),
        ("2021.3.15", 2021, 3, True),
        ("2021/3/31", 2021, 3, True),
        ("2021-03-15", 2021, 3, True),
    ],
)
def test_a_date_has_its_year_month_and_day(text, year, month, day):
    found = date(text)
    assert (found.year, found.month, found.day) == (year, month, day)
    assert found.months is None
    assert found.end == len(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("2021-2023年", 2021, 2023), ("2021年至2023年", 2021, 2023), ("2021年-2023年", 2021, 2023)],
)
def test_a_span_of_years_has_two_ends(text, first, last):
    found = date(text)
    assert (found.year, found.last_year, found.months) == (first, last, None)
    assert found.end == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "1949年",
        "2100年",
        "3年",
        "6月",
        "13月",
        "6-8个",
        "13-14月",
        "0-3月",
        "2021元",
        "2021.5元",
        "2021.5万元",
        "2021.13",
        "2021.5%",
        "2021-035",
        "2021-11",
        "2021.5×3",
        "2021",
        "21-22年",
        "3-5万元",
        "20210年",
        "",
        "月",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert date(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("2021年12月31日前完成", "完成"),
        ("2021年底前完成", "前完成"),
        ("2021年6月3人", "3人"),
        ("2021年3人", "3人"),
        ("2021年6月32日", "32日"),
        ("2021年13月", "13月"),
        ("2021年初次", "次"),
        ("2021年6-8人", "-8人"),
        ("2021年1-6月3万元", "3万元"),
    ],
)
def test_a_date_ends_where_its_last_sign_stands(text, rest):
    plain = normalize(text).text
    assert plain[scan_date(plain, 0).end :] == rest


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("一季度", 1, 3), ("二季度", 4, 6), ("三季度", 7, 9), ("2021年第四季度", 10, 12)],
)
def test_a_quarter_is_its_three_months(text, first, last):
    found = date(text)
    assert (found.month, found.last_month) == (first, last)
    assert found.year == (2021 if "2021" in text else None)


@pytest.mark.parametrize("text", ["五季度", "一个季度", "1季度", "季度", "一季", "一"])
def test_a_number_of_quarters_is_no_quarter(text):
    assert date(text) is None


@pytest.mark.parametrize("text", ["6月底", "12月末", "3月初", "9月前", "6月30日", "6月30日前"])
def test_a_time_in_a_month_is_a_date_without_its_year(text):
    found = date(text)
    assert (found.year, found.month, found.months) == (None, int(text.split("月")[0]), None)
    assert found.end == len(text)


@pytest.mark.parametrize("text", ["6月", "6月内", "6月份", "6个月底"])
def test_a_month_by_itself_may_be_so_many_months(text):
    assert date(text) is None


@pytest.mark.parametrize("sign", ["前", "后", "近", "至", "×"])
def test_quarters_behind_a_word_of_how_many_are_counted(sign):
    assert scan_date(f"{sign}三季度", 1) is None
