"""Prices, counts, years and numbers without a unit: what they come to in one text."""

import pytest

from indicators.reading.costs import read_cost, read_counts


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("5w", 50_000),
        ("5w元", 50_000),
        ("每人工资2400元，3人", 7200),
        ("20人工作餐，每人30元", 600),
        ("20人工费3万元", 30_000),
        ("5w（据实）", 50_000),
        ("5w灯", None),
        ("发电机2×50kW，8万元", 80_000),
        ("洗车20次×50元，发电机2×50kW", 1000),
        ("3w", 30_000),
        ("(万元) 50", 500_000),
        ("5万元，合计50000", 50_000),
        ("20人，3万元，2万元，合计50000", 50_000),
        ("3万元，2万元，合计5", 50_000),
        ("维修费500元；洗车20次×50", 1500),
        ("维修费5万元；洗车20次×50", 50_000),
        ("1万元×2台，小计2，总计20000元", 20_000),
        ("蜂箱40群，1200元/群", 48_000),
        ("鱼苗12万尾，0.3元/尾", 36_000),
        ("1200元/群，40人", None),
        ("1200元/群，40万元", 400_000),
    ],
)
def test_a_number_without_a_unit_takes_that_of_its_cell(value, amount):
    assert read_cost("", value).amount == amount


@pytest.mark.parametrize(
    ("name", "value", "per"),
    [
        ("人均会议成本", "450元", "人"),
        ("人均会议成本", "450元/天", "天人"),
        ("人均会议成本", "450元/人·天", "人天"),
        ("人均培训成本", "450元/人次", "人次"),
        ("设备单价", "450元/台", "台"),
        ("年人均成本", "每人450元", "人"),
    ],
)
def test_a_price_is_per_what_its_name_says_too(name, value, per):
    (price,) = read_cost(name, value).prices
    assert "".join(unit.group for unit in price.per) == per


def test_a_total_without_a_unit_is_observed():
    assert read_cost("", "5万元，合计50000").observed("result_without_unit")


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("100元，5人，500次", 100),
        ("20人，20人：1、300元/人；2、200元/人", 10_000),
        ("每人150元，20人3天", 9000),
        ("每人150元，20人培训3天", 3000),
        ("年租金12万元，5年共60万元", 120_000),
        ("每场专家费3000元、场地费4000元，6场", 42_000),
        ("每场专家费3000元、场地费4万元，6场", 58_000),
        ("每场专家费3000元，场地费4000元，6场", 22_000),
        ("专家费3000元/场、场地费4000元，6场", 22_000),
        ("每场专家费3000元、4000元，6场", 22_000),
        ("每场专家费3000元、共4000元，6场", 4000),
        ("二等奖2名各3000元", 6000),
        ("2名，各3000元", 6000),
        ("2名。各3000元", 3000),
        ("12个乡镇，各补助2万元", 240_000),
        ("招聘会2场，场均5.5万元", 110_000),
        ("书5000册，册均30元", 150_000),
        ("DR机1台98万元，B超机2台，每台30万元", 1_580_000),
        ("DR机1台，98万元，B超机2台，每台30万元", 1_580_000),
        ("站点6个共30万元，每个5万元", 300_000),
        ("每个乡镇1.8万元，安排14个乡镇工作经费25.2万元", 252_000),
        ("每个乡镇1.8万元，安排14个乡镇，工作经费25.2万元", 504_000),
        ("12个乡镇，各项补助2万元", 20_000),
        ("二等奖2名各奖励3000元", 6000),
        ("2个乡镇各类支出3000元", 3000),
        ("设备10万元/安装5万元", 150_000),
        ("“1+N”网格35万元", 350_000),
        ("平均每人300元，20人", 6000),
        ("月均300元×2×6个月", 3600),
        ("300元/人×20人，印刷费6000元", 12_000),
        ("300元/人×20人，印刷6000元", 12_000),
        ("办公10+差旅15=25万元", 250_000),
        ("办公费2.2、差旅费3、邮电费1、其他1（单位：万元）", 72_000),
        ("240人·天，每人·天100元", 24_000),
        ("春节、八一两次，每次500元", 1000),
        ("七一、十一三次活动，每次500元", 1500),
    ],
)
def test_counts_and_prices_find_each_other(value, amount):
    assert read_cost("", value).amount == amount


def test_counts_that_are_added_up_are_shown_in_a_bracket():
    steps = read_cost("", "每人300元，男20人，女30人，共1.5万元").explain()
    assert steps[0] == "300元/人 × （20人 + 30人） = 15,000元"


def test_a_count_of_things_takes_its_noun_from_the_name_of_its_row():
    (count,) = read_counts("24个", "补助行政村数量")
    assert (count.number, count.noun) == (24, "补助行政村")
    (count,) = read_counts("24个小学", "补助行政村数量")
    assert count.noun == "小学"


@pytest.mark.parametrize(
    ("value", "amount", "others"),
    [
        ("上年1万元，今年新增2万元，合计3万元", 20_000, {30_000}),
        ("上年1万元，今年新增2万元，3万元", 20_000, set()),
        ("上年1万元，今年新增2万元，合计4万元", 20_000, set()),
        ("上年1万元，今年新增2万元，今年新增3万元，合计6万元", 50_000, {60_000}),
        ("上年1万元，本年安排2万元，合计3万元", 20_000, set()),
        ("服务期3年，每年3万元，合同总额9万元", 30_000, set()),
        ("合同价200万元，已付120万元，余款80万元", 800_000, set()),
        ("合同价200万元，已付120万元", 2_000_000, set()),
        ("2023年15万元，较上年增加3万元，2024年18万元", None, set()),
        ("已付120万元，本年100万元，余款20万元", 1_000_000, set()),
        ("设备费200万元，安装费80万元", 2_800_000, set()),
        ("上年20万元，本年增加5万元，共25万元", 250_000, set()),
        ("50万元减5万元，按45万元安排", 450_000, set()),
        ("50万元减5万元，设备费45万元", 900_000, set()),
    ],
)
def test_amounts_of_several_years_leave_the_whole_for_the_total_to_decide(value, amount, others):
    reading = read_cost("", value)
    assert (reading.amount, set(reading.alternatives)) == (amount, others)


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("其中每场2000元，5场", 10_000),
        ("讲座5场，其中每场2000元", 10_000),
        ("培训50人，其中骨干20人，每人300元", 15_000),
        ("讲座费3万元，其中每场2000元，5场", 30_000),
        ("为28个社区各配备1名网格员，每名每月补贴1000元，12个月", 336_000),
        ("每建成1个村奖补15万元，3个村", 450_000),
        ("每建成 1 个村奖补15万元，3个村", 450_000),
        ("每人补助1元，3人", 3),
        ("每培训一人补助500元，20人", 10_000),
        ("200亩以上的每亩100元，共2300亩", 230_000),
        ("200亩以上的每亩100元", 20_000),
        ("28个社区各聘用2名网格员，每名1000元", 56_000),
        ("各配备1名网格员，每名1000元", 1000),
    ],
)
def test_counts_of_parts_and_of_each_are_multiplied_with_their_own(value, amount):
    assert read_cost("", value).amount == amount


@pytest.mark.parametrize(
    ("value", "possible"),
    [
        ("工资2800×2人×12月", (67_200,)),
        ("2800×24", ()),
        ("2800人", ()),
        ("2人×12月", ()),
        ("2800×2人，另300", ()),
        ("2800×2人，3万元", ()),
    ],
)
def test_a_product_that_names_no_money_is_yuan_if_the_total_says_so(value, possible):
    reading = read_cost("", value)
    assert reading.possible == possible
    assert reading.amount != 67_200


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        # counts of the sentence first, whatever price comes before it
        ("工作餐200元/人；每人300元，150人", 75_000),
        ("1、会议费2万元，200元/人；2、交通费3元/人，100人", 20_300),
        ("会议费2万元，200元/人。100人参加", 20_000),
        ("会议费2万元，交通费300元/人。100人参加", 50_000),
        ("1、印刷1万元；2、住宿100元/人、伙食80元/人、场地30元/人，30人；3、50人", 16_300),
        # an equation ends with its clause, an operator alone goes on with it
        ("2万元×3=6；人工费=8人×7000元", 116_000),
        ("2万元×3；=6万元", 60_000),
    ],
)
def test_a_sentence_keeps_its_counts_and_its_equation_to_itself(value, amount):
    assert read_cost("", value).amount == amount


def test_a_count_that_has_its_own_amount_is_not_another_meaning():
    assert read_cost("", "DR机1台98万元，B超机2台，每台30万元").alternatives == ()
    assert read_cost("", "站点6个30万元，每个5万元").amount == 300_000
