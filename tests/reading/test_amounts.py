"""Which of the amounts in a cell is the cost."""

from decimal import Decimal

import pytest

from indicators.reading.costs import read_cost


def chosen(value, name=""):
    reading = read_cost(name, value)
    return reading.amount, reading.kind


@pytest.mark.parametrize(
    ("value", "amount", "kind"),
    [
        ("甲费2万元，乙费3万元", 50_000, "sum"),
        ("甲费2万元，乙费3万元，合计5万元", 50_000, "total"),
        ("合计5万元，甲费2万元，乙费3万元", 50_000, "total"),
        ("合计5万元，甲费2万元，乙费3万元，合计5万元", 50_000, "total"),
        ("总计5万元，合计5万元", 50_000, "total"),
        ("甲费2万元，乙费3万元，小计5万元；丙费1万元", 60_000, "sum"),
        ("甲费2万元，乙费3万元，小计5万元；丙费1万元，合计6万元", 60_000, "total"),
        ("甲费2万元，小计2万元；丙费1万元，小计1万元；合计3万元", 30_000, "total"),
        (
            "人员小计10万元：工资8万元，社保2万元；公用小计5万元：水费3万元，电费2万元",
            150_000,
            "sum",
        ),
        (
            "1.人员小计5万元：工资3万元，社保2万元；2.公用小计5万元：水费4万元，电费1万元",
            100_000,
            "sum",
        ),
        (
            "1.人员小计5万元：工资2万元，社保2万元，年金1万元；2.公用小计5万元：水费5万元",
            100_000,
            "sum",
        ),
        ("甲费2万元，小计2万元；乙费3万元，小计3万元；丙费1万元，合计6万元", 60_000, "total"),
        ("讲师2名，共3万元；学员20人，共2万元", 50_000, "sum"),
        ("合计30元", 30, "total"),
        ("甲费30元，合计30元", 30, "total"),
        ("甲费2万元；15人，每人4000元，计6万元；乙费1万元", 90_000, "sum"),
        ("甲费2万元；乙费1万元，丙费3万元，计4万元", 60_000, "sum"),
        ("甲10万元、乙10万元；丙25万元，扣除5万元", 400_000, "sum"),
        ("1、甲2万元，乙3万元；2、丙2万元+3万元", 100_000, "sum"),
        ("1、甲2万元，乙3万元，2万元+3万元", 50_000, "total"),
        ("物资50万元：棉被30万元、折叠床20万元", 500_000, "total"),
        (
            "物资50万元：棉被30万元、折叠床20万元；水泵60万元：大泵40万元，小泵20万元",
            1_100_000,
            "sum",
        ),
        ("DR机1台98万元，B超机2台共30万元", 1_280_000, "sum"),
        ("培训费共3万元，设备费3万元", 60_000, "sum"),
        ("培训费共3万元，设备费共2万元", 50_000, "sum"),
        ("培训费合计3万元；设备费合计2万元", 50_000, "sum"),
        ("1.培训费总额3万元；2.设备费总额2万元", 50_000, "sum"),
        ("甲2万元×2，乙3万元", 70_000, "sum"),
        ("2万元×2", 40_000, "product"),
        ("2万元×2=4万元", 40_000, "product"),
        ("2万元", 20_000, "amount"),
        ("甲6万元，乙3.6万元，6+3.6=9.6万元", 96_000, "total"),
        ("6+3.6=9.6万元", 96_000, "product"),
        ("6万元，即60000元", 60_000, "amount"),
        ("甲6万元，乙2万元，即20000元", 80_000, "sum"),
        ("甲占50%即3万元，乙占50%即3万元", 60_000, "sum"),
        ("15人，4000元/人，6万元", 60_000, "product"),
        ("6万元，15人，4000元/人", 60_000, "amount"),
        ("15人，4000元/人，设备费6万元", 120_000, "sum"),
        ("15人，4000元/人；6万元", 120_000, "sum"),
        ("甲2万元；乙2万元", 40_000, "sum"),
        ("甲费2万元，乙费共5万元，合计7万元", 70_000, "total"),
    ],
)
def test_items_and_totals_come_to_one_amount(value, amount, kind):
    assert chosen(value) == (amount, kind)
    assert read_cost("", value).sound


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("合计5万元，甲费2万元，乙费2万元", 50_000),
        ("甲费2万元，乙费2万元，合计5万元", 50_000),
        ("甲费2万元，乙费2万元，小计5万元；合计7万元", 70_000),
        ("总计6万元，合计5万元", 50_000),
        ("本年5万元：设备费2万元，安装费2万元", 50_000),
        ("10万元，其中材料6万元，人工5万元", 100_000),
    ],
)
def test_a_cell_that_contradicts_itself_is_unsound_and_keeps_what_is_stated(value, amount):
    reading = read_cost("", value)
    assert (reading.amount, reading.sound) == (amount, False)


def test_a_stated_total_may_bear_out_what_else_an_item_means():
    text = "1、每人工资2400元，社保600元，3人；2、帐篷2顶，1200元/顶"
    assert read_cost("", text).amount == 10_200
    assert read_cost("", f"{text}。合计11400元").sound
    assert not read_cost("", f"{text}。合计11500元").sound


def test_items_that_do_not_add_up_are_observed_at_the_total():
    (seen,) = read_cost("", "甲费2万元，乙费2万元，合计5万元").observed("items_do_not_add_up")
    assert (seen.quote, seen.stated, seen.expected) == ("5万元", 50_000, 40_000)


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("甲费9050元，乙费4890元，合计1.39万元", 13_940),
        ("甲费10025元，乙费10025元，合计2万元", 20_050),
        ("甲费10026元，乙费10025元，合计2万元", None),
        ("甲费10400元，乙费10050元，合计2.0万元", 20_450),
        ("甲费10500元，乙费10050元，合计2.0万元", None),
        ("甲费9975元，乙费9975元，合计2万元", 19_950),
    ],
)
def test_a_total_may_round_its_items_which_are_more_exact(value, amount):
    reading = read_cost("", value)
    assert reading.sound == (amount is not None)
    if amount is not None:
        assert reading.amount == amount
        (seen,) = reading.observed("total_rounded")
        assert seen.expected == amount


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("10万元，其中材料6万元，人工4万元", 100_000),
        ("10万元，其中材料6万元", 100_000),
        ("其中材料6万元，人工4万元", 100_000),
        ("合计10万元。其中：材料6万元；人工4万元", 100_000),
        ("甲10万元，其中材料6万元；乙3万元", 130_000),
        ("甲10万元，其中材料6万元；乙3万元；合计13万元", 130_000),
        ("1.甲10万元，其中材料6万元；2.乙3万元", 130_000),
        ("10万元，其中材料6万元，人工40020元", 100_000),
        ("10万元，其中往年投入20万元", 100_000),
    ],
)
def test_parts_are_in_their_whole(value, amount):
    reading = read_cost("", value)
    assert (reading.amount, reading.sound) == (amount, True)


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("总投资2000万元，本年安排500万元", 5_000_000),
        ("本年安排500万元，总投资2000万元", 5_000_000),
        ("累计投入300万元，本年投入100万元", 1_000_000),
        ("本年预算100万元，上年结转50万元", 1_500_000),
        ("上年结转50万元，本年新增100万元", 1_500_000),
        ("本年安排100万元，其中上年结转50万元", 1_000_000),
        ("上年1万元，本年2万元，本年3万元", 50_000),
        ("本年预算70万元，其中上年结转20万元、本年新增50万元", 700_000),
        ("本年设备费2万元，安装费1万元", 30_000),
        ("本年共5万元，设备费2万元，安装费3万元", 50_000),
        ("本年5万元：设备费2万元，安装费3万元", 50_000),
        ("本年设备费2万元，本年安装费3万元", 50_000),
        ("本年5万元，本年设备费2万元，本年安装费3万元", 50_000),
        ("预算70万元，其中上年结转20万元", 700_000),
        ("本年5万元，本年甲2万元，本年乙3万元", 50_000),
        ("1、合计3万元；2、合计2万元", 50_000),
        ("总投资20万元，设备费2万元", 20_000),
        ("上年20万元", None),
        ("总投资20万元", None),
        ("2021年2万元，2022年3万元", None),
        ("2021年2万元，2021年3万元", 50_000),
        ("2021年2万元，3万元", 50_000),
        ("服务期3年，每年3万元，合同总额9万元", 30_000),
        ("服务期1年，每年3万元，合同总额3万元", 30_000),
        ("服务3个月，每年3万元，另9万元", 120_000),
        ("服务期3年，每年3万元，另8万元", 110_000),
    ],
)
def test_only_the_amount_of_this_year_is_the_cost(value, amount):
    assert read_cost("", value).amount == amount


def test_items_behind_this_years_amount_add_up_to_it():
    assert read_cost("", "本年5万元：设备费2万元，安装费3万元").sound


def test_the_year_in_the_name_decides_between_years():
    assert chosen("2021年2万元，2022年3万元", "2022年成本")[0] == 30_000
    assert chosen("2021年2万元，2022年3万元", "2023年成本")[0] is None
    assert read_cost("", "2021年2万元，2022年3万元").observed("years_unclear")[0].quote == "2万元"


def test_the_whole_project_is_kept_for_whoever_knows_the_total():
    assert read_cost("", "总投资20万元").possible == (200_000,)
    assert read_cost("", "总投资20万元，概算30万元").possible == ()
    assert read_cost("", "上年20万元").possible == ()
    assert read_cost("", "总投资20万元，本年2万元").possible == ()


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        ("总投资20万元，其中2021年安排5万元", (200_000, 50_000)),
        ("总投资20万元，其中2020年安排5万元、2021年安排8万元", (200_000, 50_000, 80_000)),
        ("三年合同总价24万元，2021年支付8万元", (240_000, 80_000)),
        ("合同总价24万元，支付8万元", ()),
        ("2020年合同总价24万元，2021年支付8万元", ()),
        ("合同总价8万元，2021年支付8万元", ()),
        ("设备费24万元，2021年合计8万元", ()),
        ("三年合同总价24万元，2021年支付8万元，保险费1万元", ()),
    ],
)
def test_a_total_and_one_years_amount_are_kept_for_whoever_knows_the_total(text, possible):
    assert read_cost("", text).possible == possible


def test_a_part_of_one_year_may_be_the_cost_of_the_form():
    assert read_cost("", "合同总价24万元，其中2021年支付8万元").alternatives == (80_000,)
    assert read_cost("", "合同总价24万元，其中已于2021年支付8万元").alternatives == (80_000,)
    assert read_cost("", "合同总价24万元，其中2020年已支付8万元").alternatives == ()
    assert read_cost("", "合同总价24万元，其中设备8万元").alternatives == ()


@pytest.mark.parametrize(
    ("value", "bound"),
    [("甲费2万元，乙费3万元，合计≤5万元", "≤"), ("≤5万元，其中材料≤2万元", "≤"),
     ("甲费≤2万元，乙费3万元", "≤"), ("甲费2万元，乙费≤3万元", "≤"), ("本年≤5万元", "≤"),
     ("总投资≤9万元，本年5万元", "")],
)  # fmt: skip
def test_the_bound_is_that_of_the_amount(value, bound):
    assert read_cost("", value).bound == bound


@pytest.mark.parametrize(
    ("value", "rounding"),
    [("20.6万元", 500), ("20.60万元", 50), ("20万元", 50), ("206000元", 50), ("0.2亿元", 50),
     ("甲2.5万元，乙3万元", 500), ("甲25000元，乙30000元，合计5.5万元", 500), ("本年2.5万元", 500),
     ("2.5万元×2", 50), ("2.5万元×2=5.0万元", 500), ("100%", 50)],
)  # fmt: skip
def test_an_amount_is_as_exact_as_it_is_printed(value, rounding):
    assert read_cost("", value).rounding == Decimal(rounding)


@pytest.mark.parametrize(
    ("value", "approximate"),
    [("约5万元", True), ("甲约2万元，乙3万元", True), ("本年约5万元", True), ("5万元", False),
     ("约2万元，3万元，合计5万元", True), ("预计20人，5万元", False),
     ("约20人，1000元/人", True)],
)  # fmt: skip
def test_an_amount_is_approximate_where_one_of_its_parts_is(value, approximate):
    assert read_cost("", value).approximate == approximate


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("甲费2万元，乙费3万元", "20,000元 + 30,000元 = 50,000元"),
        ("本年10万元，结转5万元", "100,000元 + 50,000元 = 150,000元"),
        ("甲费2万元，小计2万元；乙费3万元", "20,000元 + 30,000元 = 50,000元"),
        ("甲费2万元，乙费2万元，合计5万元", "合计 5万元"),
        ("2万元", "2万元"),
    ],
)
def test_a_sum_is_told_last(value, line):
    assert read_cost("", value).explain()[-1] == line


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("合同价100万元，首付30万元，进度款40万元，尾款30万元", 1_000_000),
        ("中标价100万元，设备60万元，安装40万元", 1_000_000),
        ("项目预算100万元，上级60万元，县级40万元", 1_000_000),
        ("项目预算58万元，资金来源：县级财政58万元", 580_000),
        # no whole of what follows
        ("设备购置30万元，软件开发20万元，运维服务10万元", 600_000),
        ("项目预算100万元，上级60万元，县级30万元", 1_900_000),
        ("合同价100万元，安装费100万元", 2_000_000),
        ("1、合同价100万元；2、首付60万元；3、尾款40万元", 2_000_000),
        ("项目预算100万元，上级60万元，上年结转40万元", 2_000_000),
    ],
)
def test_a_whole_before_the_payments_that_it_consists_of_is_counted_once(value, amount):
    assert read_cost("", value).amount == amount


@pytest.mark.parametrize(
    ("value", "amount", "sound"),
    [
        ("每月1万元，全年12万元", 120_000, True),
        ("每月1万元，全年13万元", 130_000, False),
        ("每月1万元，上半年6万元，下半年6万元", None, True),
        ("保洁费全年13万元，保安费全年20万元", 330_000, True),
        ("上半年10万元，下半年10万元", 200_000, True),
        ("每月360元，12个月，需资金4320元", 4320, True),
        ("每月360元，12个月，需资金3420元", 3420, False),
        ("甲工程，需资金20万元；乙工程，需资金30万元", 500_000, True),
        ("甲需资金20万元；乙需资金30万元", 500_000, True),
    ],
)
def test_what_a_whole_year_or_all_of_it_needs_is_a_total(value, amount, sound):
    reading = read_cost("", value)
    if amount is not None:
        assert reading.amount == amount
    assert reading.sound is sound


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("与上年持平，15万元", 150_000),
        ("标准与上年度一致，15万元", 150_000),
        ("上年度，15万元", None),
        ("2023年结转28万元，2024年预算安排60万元", 880_000),
        ("2023年安排28万元，2024年预算安排60万元", None),
    ],
)
def test_an_earlier_year_that_gives_only_the_standard_or_what_is_left_sets_nothing_aside(
    value, amount
):
    assert read_cost("", value).amount == amount


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("一等奖1名奖励2万元，二等奖2名，每名1万元", 40_000),
        ("一等奖奖励2万元，二等奖2名，每名1万元", 20_000),
        ("补助2万元，每名1万元，2名", 20_000),
    ],
)
def test_an_amount_for_a_count_of_its_own_is_no_product_of_another(value, amount):
    assert read_cost("", value).amount == amount


def test_a_total_behind_a_bracket_that_contradicts_itself_still_has_its_items():
    text = "桌子（200元/张，100张）2.1万元；椅子1万元；合计3.1万元"
    (seen,) = read_cost("", text).observed("items_do_not_add_up")
    assert (seen.quote, seen.stated) == ("2.1万元", 21_000)


def test_a_total_of_some_items_leaves_a_price_beside_the_others_open():
    reading = read_cost("", "甲1万元，乙1万元，小计2万元；设备费3万元，教材300元/人")
    assert len(reading.prices) == 1


def test_a_year_of_a_contract_is_told_only_from_a_total_and_one_plain_amount():
    assert read_cost("", "合同总价264万元，2021年支付88万元").possible == (2_640_000, 880_000)
    assert read_cost("", "合同总价264万元，2021年支付合计88万元").possible == ()
    assert read_cost("", "合同264万元，2021年支付88万元").possible == ()
