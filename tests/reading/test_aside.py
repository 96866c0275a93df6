"""Amounts that the cost was made from are set aside, and what else may be meant is kept."""

from decimal import Decimal

import pytest

from indicators.reading.costs import read_cost


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("合同价100万元，预付30%，计30万元", 300_000),
        ("合同价100万元，扣留3%，计97万元", 970_000),
        ("上年定额100万元，增长10%，计110万元", 1_100_000),
        ("合同价100万元的30%", 300_000),
        ("合同价100万元的30%，计30万元", 300_000),
        ("60万元，扣除5%后支付57万元", 570_000),
        ("定额500元/人，按八折400元/人，100人", 40_000),
        ("费率3%，以建安工程费800万元为基数，设计费24万元", 240_000),
        ("基数800万元，设计费24万元", 240_000),
        ("合同价100万元，预付30%，计30.005万元", 300_050),
        ("合同价100万元，10%，另1万元，10万元", 110_000),
        ("合同价100万元，甲1万元，乙1万元，10%，10万元", 120_000),
        # no base of a share
        ("合同价100万元，其中30%为30万元", 1_000_000),
        ("教材500元/人，八折，安装400元，10人", 5400),
        ("设备20万元，增长0%，材料20万元", 400_000),
        ("合同价100万元，甲1万元，乙1万元，丙1万元，10%，10万元", 1_130_000),
        ("合同价100万元，10%，甲1万元，乙1万元，10万元", 1_120_000),
        ("工程费80万元，监理费按2%计1.6万元", 816_000),
        ("设备20万元，占50%，材料10万元", 300_000),
        ("设备20万元，完成率100%，材料20万元", 400_000),
        ("设备20万元，50%；材料10万元", 300_000),
        ("设备20万元，软件5万元，合格率95%，材料10万元", 350_000),
        ("甲1万元，乙2万元，丙3万元，丁4万元，预付50%，0.5万元", 105_000),
        ("合同价10万元，50%，2万元，1万元，5万元", 180_000),
    ],
)
def test_the_whole_that_a_share_was_taken_of_is_no_cost(value, amount):
    assert read_cost("", value).amount == amount


@pytest.mark.parametrize(
    ("value", "others"),
    [
        ("合同价80万元，预付30%，计24万元", set()),
        ("工程费80万元，监理按2%计1.6万元", set()),
        ("合同总价35万元，首付60%即21万元，余款14万元", set()),
        ("合同价80万元的30%", set()),
        ("48万元×30%=14.4万元", set()),
        ("12万元打八折", set()),
        ("3万元/年×3年=9万元", {30_000}),
        ("3万元/年×1年=3万元", set()),
        ("50元/人×80人×3天=1.2万元", set()),
        ("2人÷3年×4", set()),
        ("12万元÷3年", set()),
        ("100万元的0%", set()),
        ("县级财政承担16万元，乡镇承担4万元", {160_000}),
        ("县级财政承担16万元，乡镇配套4万元", set()),
    ],
)
def test_what_else_the_text_can_mean_is_kept_for_the_total_to_decide(value, others):
    assert set(read_cost("", value).alternatives) == others


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("不含税10万元，含税11.3万元", 113_000),
        ("10万元不含税，11.3万元含税", 113_000),
        ("不含税10万元，税额1.3万元，价税合计11.3万元", 113_000),
        ("不含税100万元，含税101万元", 1_010_000),
        ("不含税100万元，含税103万元", 1_030_000),
        ("不含税100万元，含税105万元", 1_050_000),
        ("不含税100万元，含税106万元", 1_060_000),
        ("不含税100万元，含税109万元", 1_090_000),
        ("不含税100万元，含税113万元", 1_130_000),
        ("不含税100万元，含税113.005万元", 1_130_050),
        ("不含税100万元，另107万元", 2_070_000),
        ("含税单价113元/套，不含税100元/套，10套", 1_130),
        # no price with tax beside it
        ("不含税10万元，税额1.3万元", 113_000),
        ("不含税10万元，安装费11.3万元", 213_000),
        ("不含税10万元，含税安装费11.3万元", 113_000),
        ("不含税10万元，不含税11.3万元", 213_000),
        ("不含税10万元，另12万元", 220_000),
        ("10万元，11.3万元", 213_000),
        ("不含税10万元；另11.3万元", 213_000),
    ],
)
def test_a_price_without_tax_is_not_added_to_the_price_with_it(value, amount):
    assert read_cost("", value).amount == amount


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("报价15万元，优惠后14万元", 140_000),
        ("优惠后14万元，报价15万元", 140_000),
        ("成交金额45万元，预算金额48万元", 450_000),
        ("控制价15万元，中标价14万元，审定价13万元", 130_000),
        ("报价15万元，成交价15万元", 150_000),
        ("每台报价5000元，优惠价4500元，10台", 45_000),
        # not the same thing at two stages
        ("报价15万元，中标价16万元", 310_000),
        ("报价15万元", 150_000),
        ("报价15万元，原价14万元", 290_000),
        ("1、报价15万元；2、中标价14万元", 290_000),
        ("报价9万元，1万元，1万元，1万元，中标价8万元", 200_000),
    ],
)
def test_of_a_price_at_several_stages_the_last_is_the_cost(value, amount):
    assert read_cost("", value).amount == amount


def test_what_was_set_aside_is_observed_with_its_amount():
    (seen,) = read_cost("", "报价15万元，优惠后14万元").observed("superseded")
    assert (seen.quote, seen.stated) == ("15万元", Decimal(150_000))
    (seen,) = read_cost("", "不含税10万元，含税11.3万元").observed("without_tax")
    assert (seen.quote, seen.stated) == ("10万元", Decimal(100_000))


@pytest.mark.parametrize(
    "value",
    [
        "8万元（按项目资金400万元的2%提取）",
        "8万元（项目资金400万元，2%）",
        "392万元（项目资金400万元，留2%）",
        "中标价28万元（预算价30万元）",
        "5万元（含税5.65万元）",
    ],
)
def test_a_bracket_may_hold_what_the_amount_was_made_from(value):
    assert read_cost("", value).sound


def test_a_bracket_with_more_than_its_amount_is_still_a_fault():
    assert not read_cost("", "8万元（设备费10万元，2%）").sound
    assert not read_cost("", "8万元（设备费10万元）").sound


@pytest.mark.parametrize(
    ("name", "value", "amount"),
    [
        ("监理费", "工程费80万元，监理费按2%计1.6万元", 16_000),
        ("监理费", "工程费80万元，按2%计监理费1.6万元", 16_000),
        ("工程监理费", "工程费80万元，监理费按2%计1.6万元", 816_000),
        ("项目成本", "省级补助10万元，县级按32%配套3.2万元", 132_000),
        ("项目成本", "安装费20万元，按30%预付6万元", 60_000),
        ("项目成本", "安装费20万元，下浮10%后18万元", 180_000),
    ],
)
def test_a_share_is_added_to_its_base_only_where_both_are_costs_of_the_row(name, value, amount):
    reading = read_cost(name, value)
    assert (reading.amount, reading.alternatives) == (amount, ())


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("合同总额100万元，本年支付30%", 300_000),
        ("本年支付30%，合同总额100万元", 300_000),
        ("合同总额100万元，已付60%，本年支付30%", 300_000),
        ("合同总额100万元，首付30%，本年支付70%", 1_000_000),
    ],
)
def test_a_share_that_is_paid_this_year_is_the_cost(value, amount):
    reading = read_cost("", value)
    assert (reading.amount, reading.alternatives) == (amount, ())


@pytest.mark.parametrize(
    ("value", "others"),
    [
        ("首付30%，合同总额100万元", (300_000,)),
        ("合同总额100万元，首付30%", (300_000,)),
        ("合同总额100万元，资金支付率30%", ()),
        ("合同总额100万元，节约30%", ()),
        ("合同总额100万元。首付30%", ()),
        ("合同总额100万元，首付30%，验收后支付70%", ()),
        ("合同总额100万元，首付30%，进度款支付40%", (700_000,)),
        ("合同总额100万元，已付60%，再支付30%", (300_000,)),
    ],
)
def test_a_share_that_is_paid_may_be_the_cost_though_nobody_worked_it_out(value, others):
    reading = read_cost("", value)
    assert reading.amount == 1_000_000
    assert reading.alternatives == others
