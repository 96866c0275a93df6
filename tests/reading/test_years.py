"""The budget year of last year's text, rolled forward; every other year stays and is told."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.reading.years import roll_year
from tests.conftest import DATA

FORMS = (DATA / "renhe-2021.txt").read_text(encoding="utf-8").split("\n")
YEAR = re.compile("20[0-9]{2}年")


def rolled(text):
    return roll_year(text, 2021, 2022).text


def left(text):
    found = roll_year(text, 2021, 2022)
    assert found.text == text
    return [text[start:end] for start, end in found.kept]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年1-12月", "2022年1-12月"),
        ("2021年度", "2022年度"),
        ("2021年12月31日前", "2022年12月31日前"),
        ("2021 年底前完成", "2022 年底前完成"),
        ("2021-12-31前", "2022-12-31前"),
        ("2021.3-2021.10", "2022.3-2022.10"),
        ("2021年3月至2021年10月", "2022年3月至2022年10月"),
        ("2021年10月-2022年3月供暖", "2022年10月-2023年3月供暖"),
        ("２０２１年全年", "２０２２年全年"),
        ("二〇二一年度", "二〇二二年度"),
        ("二零二一年", "二零二二年"),
        ("按照2021年计划完成", "按照2022年计划完成"),
        ("截止2021年12月完成", "截止2022年12月完成"),
    ],
)
def test_the_budget_year_is_rolled_in_its_own_writing(text, expected):
    assert rolled(text) == expected


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("截止2020年10月共开通140个", ["2020"]),
        ("根据2020年合同测算", ["2020"]),
        ("根据2021年合同测算", ["2021"]),
        ("依据本单位2021年批复执行", ["2021"]),
        ("比2021年增长5%", ["2021"]),
        ("自2021年起连续实施", ["2021"]),
        ("2021年1月以来", ["2021"]),
        ("2021年版", ["2021"]),
        ("2021-2023年三年行动", ["2021", "2023"]),
        ("2021-2022学年", ["2021", "2022"]),
        ("2021学年", ["2021"]),
        ("2022年3月前付尾款", ["2022"]),
    ],
)
def test_another_year_or_a_basis_stays_and_is_told(text, years):
    assert left(text) == years


@pytest.mark.parametrize(
    "text",
    ["攀藏组办〔2018〕12号文", "川财预〔2021〕5号", "(2021)5号", "V1.0", "V2021",
     "Office2021专业版", "2021元", "共2021人", "12021年", "3月至10月", "", "编号2021"],
)  # fmt: skip
def test_what_is_no_year_is_left_alone(text):
    assert left(text) == []


def test_in_the_forms_of_2021_two_years_alone_are_left_to_a_person():
    kept = []
    for line in FORMS:
        found = roll_year(line, 2021, 2022)
        kept += [line[start : end + 1] for start, end in found.kept]
        assert len(YEAR.findall(found.text)) == len(YEAR.findall(line))
        assert "2021年" not in found.text
    assert kept == ["2020年", "2020年"]


def test_the_forms_rolled_back_again_are_what_they_were():
    for line in FORMS:
        assert roll_year(rolled(line), 2022, 2021).text == line


@given(st.text(alphabet="2021年月-至〇二一０ 元人起比.〔〕截止", max_size=30))
def test_nothing_but_figures_ever_changes(text):
    found = roll_year(text, 2021, 2022)
    assert len(found.text) == len(text)
    touched = {place for start, end in found.rolled for place in range(start, end)}
    differing = {place for place, sign in enumerate(text) if found.text[place] != sign}
    assert differing <= touched
