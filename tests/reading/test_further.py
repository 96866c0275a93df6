"""Counts that multiply a price that is not per them, and those that never do."""

import pytest

from indicators.reading.costs import read_cost


@pytest.mark.parametrize(
    ("value", "amount", "others"),
    [
        # months belong to a price that is per person only
        ("补助1800元/人，40人，12个月", 864_000, ()),
        ("每人1800元，40人，4个学期", 288_000, ()),
        ("每人每年1800元，40人，12个月", 72_000, ()),
        ("每人1800元，40人，全年", 72_000, ()),
        ("每人1800元，40人，工期3个月", 72_000, ()),
        ("每人1800元，40人，3个月以内", 72_000, ()),
        # people belong to a price that is per month only, surely where they are paid
        ("生活费1200元/月，20人，12个月", 288_000, ()),
        ("保安5人2600元/月，12个月", 156_000, ()),
        ("每月租金3000元，2条专线，12个月", 72_000, (36_000,)),
        ("物业费每月2万元，服务对象300人，12个月", 240_000, (72_000_000,)),
        ("每月2万元，3个站点，保安8人，12个月", 1_920_000, (240_000,)),
        ("护林员100名，每月1000元；监测员5名，每月2000元；均按12个月", 1_320_000, ()),
        # how often and how many days only perhaps
        ("400元/人，60人，3天", 24_000, (72_000,)),
        ("400元/人，60人，2期", 24_000, (48_000,)),
        ("每天200元，5天，2期", 1000, (2000,)),
        # what is within the period of the price never does
        ("24小时值班，每月3000元，12个月", 36_000, ()),
        ("每月3000元，12个月，服务24次", 36_000, ()),
        ("每周200元，40周，每天", 8000, ()),
        ("每天200元，5天，8小时", 1000, ()),
        ("每天100元，22天，12个月", 26_400, ()),
        ("60周岁以上老人，200元/人，2000人", 400_000, ()),
        ("每月5000元，12个月，3个大厅7台", 420_000, (60_000,)),
        # months not, where several prices could take them
        ("每人300元，20人，每台500元，3台，12个月", 7500, ()),
        ("300元/人，500元/台，20人，3台，12个月", 7500, ()),
        # sizes never do
        ("道路2公里，宽4.5米，厚0.2米，60万元/公里", 1_200_000, ()),
        ("发电机2台，60kW，6.6万元/台", 132_000, ()),
        ("30座大巴7辆，每月5000元，12个月", 420_000, (60_000,)),
        ("绿化面积300平方米，每月2000元，12个月", 24_000, ()),
        # no things beside a price per other things
        ("8个村，每座公厕3000元，25座", 75_000, ()),
    ],
)
def test_what_multiplies_a_price_beside_what_it_is_per(value, amount, others):
    reading = read_cost("", value)
    assert (reading.amount, reading.alternatives) == (amount, others)


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("每月1万元，全年12个月", 120_000),
        ("每月1万元，全年共6个月", 60_000),
        ("每月1万元，全年", 120_000),
        ("1月1万元，2-12月每月1万元", 120_000),
        ("2-12月每月1万元，1月1万元", 120_000),
        ("每月1万元，6月，共6万元", 60_000),
        ("每月1万元，6月，设备2万元", 80_000),
        ("每季度3万元，全年", 120_000),
        ("每季度3万元，上半年", 60_000),
        ("每半年3万元，全年", 60_000),
        ("每半年3万元，4个半年", 120_000),
        ("每季度3万元，全年3个季度", 90_000),
        ("每台每月1000元，8台，租用1年", 96_000),
        ("每台每月1000元，8台，工龄1年", None),
        ("每台每月1000元，8台，1年以内", None),
        ("每台每月1000元，8台，租用1年，6个月", 48_000),
        ("每台每月1000元，8台，租用2年", None),
        ("每月1000元；租用1年", None),
    ],
)
def test_a_term_in_words_is_so_many_months_or_quarters(value, amount):
    reading = read_cost("", value)
    assert (reading.amount, reading.alternatives) == (amount, ())


@pytest.mark.parametrize(
    ("value", "amount", "others"),
    [
        ("司机3人、保洁4人，人均6万元", 420_000, ()),
        ("司机3人、4人，人均6万元", 240_000, (180_000, 420_000)),
        ("司机3人，保洁4人，人均6万元", 240_000, (180_000, 420_000)),
        ("3名司机、4名保洁，人均6万元", 420_000, ()),
        ("人均6万元，司机3人、保洁4人", 420_000, ()),
        ("购彩超1台，25万元；心电图机2台，1.5万元/台", 280_000, ()),
    ],
)
def test_counts_of_a_list_are_added_up(value, amount, others):
    reading = read_cost("", value)
    assert (reading.amount, reading.alternatives) == (amount, others)


@pytest.mark.parametrize(
    ("value", "others"),
    [
        ("每人每月工资2400元，社保600元，3人，12个月", (108_000,)),
        ("每人每月工资2400元，3人，12个月，社保600元", ()),
        ("2400元/人，社保600元，3人", ()),
        ("每人工资2400元，600元，3人", ()),
        ("每人工资2400元，共600元，3人", ()),
    ],
)
def test_an_amount_between_a_price_and_its_count_may_be_a_price_too(value, others):
    assert read_cost("", value).alternatives == others


def test_people_beside_a_price_that_waits_for_its_months_are_kept():
    (price,) = read_cost("", "保安5人2600元/月").prices
    assert [count.show for count in price.further] == ["5人"]
    (price,) = read_cost("", "保安5人 2600元/月").prices
    assert [count.show for count in price.further] == ["5人"]
    (price,) = read_cost("", "保安5人费用2600元/月").prices
    assert price.further == ()
    (price,) = read_cost("", "服务5人，2600元/月").prices
    assert price.further == ()
