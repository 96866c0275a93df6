"""The money of forms of other places: amounts as they are written, their units and parts."""

from decimal import Decimal

import pytest

from declarations.sheet import messages
from tests.sheet.elsewhere import every_kind, read, read_one

AMOUNTS = [
    ("年度资金总额： | 300.00", "300.00"),
    ("年度资金总额:50万 | ", "50"),
    ("项目资金总额 | 164万元", "164"),
    ("资金总额 | 2279.048 万元", "2279.048"),
    ("预算金额（元） | 1,030,700.00", "103.07"),
    ("预算数 | 2500元", "0.25"),
    ("年度金额 | ￥12.5", "12.5"),
    ("项目总预算 | 1.2亿元", "12000"),
    ("项目金额（万元） | 50万元（500000元）", "50"),
    ("当年预算 | １２.５", "12.5"),
    ("资金总额 | 叁拾万元整", "30"),
    ("资金总额（万元） | 壹佰贰拾", "120"),
    ("资金总额 | 三百二十元", "0.032"),
    ("批复预算（元） | 一万二千", "1.2"),
    ("项目资金（万元） | 66", "66"),
]


@pytest.mark.parametrize(("row", "wan"), AMOUNTS)
@every_kind
def test_an_amount_is_read_in_wan_yuan_however_it_is_written(kind, row, wan):
    form = f"项目名称 | 甲\n{row}\n年度目标 | 乙"
    reading = read_one(kind, "绩效目标申报表", form)
    assert reading.content.funding.total == Decimal(wan)
    assert not reading.notes


@every_kind
def test_a_caption_gives_the_unit_of_money(kind):
    form = "项目名称 | 甲\n资金总额 | 86000\n年度目标 | 乙"
    reading = read_one(kind, "绩效目标申报表", "填报单位：某局    金额单位：元", form)
    assert reading.content.funding.total == Decimal("8.6")
    assert reading.content.unit == "某局"


@pytest.mark.parametrize("text", ["一次性安排", "按三年平均数安排"])
def test_a_numeral_inside_words_is_no_amount(text):
    form = f"项目名称 | 甲\n年度资金总额 | {text}\n年度目标 | 乙"
    (reading,) = read("docx", "绩效目标申报表", form)
    assert reading.content.funding.total is None
    assert text in {note.text for note in reading.notes}


@every_kind
def test_an_amount_that_cannot_be_read_is_reported_with_its_place(kind):
    form = "项目名称 | 甲\n年度资金总额 | 待定\n年度目标 | 乙"
    reading = read_one(kind, "绩效目标申报表", form)
    assert reading.content.funding.total is None
    (note,) = reading.notes
    assert note.message == messages.unreadable_amount("年度资金总额", "待定")
    assert (note.where, note.text) == ("funding.total", "待定")
    places = {"docx": "表1 第2行 第2列", "txt": "表1 第2行 第2列", "xlsx": "Sheet!B3"}
    assert str(note.place) == places[kind]


PARTS = """
项目名称 »2 | 乡村振兴衔接资金 »2
项目资金（万元） | 年度资金总额 | 260 | 备注
^ | 中央资金 | 120 |
^ | 省级资金 | 60 |
^ | 县级资金 | 30 |
^ | 自有资金 | 30 |
^ | 事业收入 | 20 |
年度目标 »2 | 完成 »2
"""


@every_kind
def test_parts_from_the_treasury_add_up_and_so_do_the_others(kind):
    funding = read_one(kind, "绩效目标申报表", PARTS).content.funding
    assert (funding.total, funding.appropriation, funding.other) == (260, 210, 50)


@every_kind
def test_a_breakdown_under_the_treasurys_money_is_not_counted_twice(kind):
    form = """
项目名称 | 甲
资金总额 | 100
财政拨款 | 80
其中：一般公共预算 | 50
政府性基金 | 30
其他资金 | 20
年度目标 | 乙
"""
    funding = read_one(kind, "绩效目标申报表", form).content.funding
    assert (funding.appropriation, funding.other) == (80, 20)


@every_kind
def test_a_breakdown_in_the_cell_of_the_total_is_read(kind):
    form = "项目名称 | 甲\n资金总额 | 50万元（其中：财政拨款30万元，自有资金20万元）\n年度目标 | 乙"
    funding = read_one(kind, "绩效目标申报表", form).content.funding
    assert (funding.total, funding.appropriation, funding.other) == (50, 30, 20)


@every_kind
def test_a_missing_total_stays_missing_beside_its_parts(kind):
    form = "项目名称 | 甲\n年度资金总额 | \n财政拨款 | 30\n年度目标 | 乙"
    funding = read_one(kind, "绩效目标申报表", form).content.funding
    assert (funding.total, funding.appropriation) == (None, 30)


@every_kind
def test_investment_over_years_is_not_the_annual_total(kind):
    form = "项目名称 | 甲\n项目总投资 | 900\n年度资金总额 | 300\n年度目标 | 乙"
    funding = read_one(kind, "绩效目标申报表", form).content.funding
    assert (funding.total, funding.project_total) == (300, 900)


@every_kind
@pytest.mark.parametrize("total", ["项目总预算（元） | 900", "项目资金总额（元） | 900"])
@pytest.mark.parametrize("annual", ["项目当年预算（元） | 300", "年度资金总额（元） | 300"])
def test_the_budget_of_a_project_beside_that_of_the_year_is_for_all_years(kind, total, annual):
    form = f"项目名称 | 甲\n{total}\n{annual}\n年度目标 | 乙"
    reading = read_one(kind, "绩效目标申报表", form)
    funding = reading.content.funding
    assert (funding.total, funding.project_total) == (Decimal("0.03"), Decimal("0.09"))
    assert not reading.notes


@every_kind
def test_the_budget_of_a_project_alone_is_that_of_the_year(kind):
    form = "项目名称 | 甲\n项目总预算 | 900\n年度目标 | 乙"
    assert read_one(kind, "绩效目标申报表", form).content.funding.total == 900


@every_kind
def test_a_bar_over_the_amounts_gives_their_unit(kind):
    money = "二、项目资金（单位：元） »2\n年度资金总额 | 3200000\n其中：财政拨款 | 20万元"
    form = f"项目名称 | 甲\n{money}\n年度目标 | 乙"
    funding = read_one(kind, "绩效目标申报表", form).content.funding
    assert (funding.total, funding.appropriation) == (320, 20)


@every_kind
def test_amounts_are_read_behind_their_labels_in_one_cell(kind):
    form = """
项目名称 »2 | 甲
项目资金（万元） | 年度资金总额：　480.00 »2
^ | 其中：财政拨款　400.00 »2
^ | 　其他资金　80.00 »2
年度目标 »2 | 乙
"""
    reading = read_one(kind, "绩效目标申报表", form)
    funding = reading.content.funding
    assert (funding.total, funding.appropriation, funding.other) == (480, 400, 80)
    assert not reading.notes
