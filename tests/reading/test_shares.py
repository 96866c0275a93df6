"""Per cents beside an amount: when the share alone is the cost."""

import pytest

from indicators.reading.costs import read_cost


@pytest.mark.parametrize(
    ("value", "amount", "others"),
    [
        ("贷款总额1000万元，按3%贴息", 300_000, ()),
        ("工资总额750万元，按2%计提工会经费", 150_000, ()),
        ("每亩保费40元，财政补贴60%，投保2万亩", 480_000, ()),
        ("投资90万元，县级承担70%", 630_000, ()),
        ("每人标准1000元，财政补助50%，20人，首付30%", 10_000, ()),
        # the whole is the cost
        ("设备总额100万元，达标率95%", 1_000_000, ()),
        ("工程费80万元，按2%计提", 800_000, ()),
        ("财政补贴90%，即每户补贴900元，共1000户", 900_000, ()),
        ("每户补贴900元，财政补贴90%，共1000户", 900_000, ()),
        ("投资90万元，企业承担70%", 900_000, ()),
        ("投资90万元，县级承担100%", 900_000, ()),
        ("投资90万元，县级承担70%，本级承担20%", 900_000, ()),
        ("投资90万元，设备费10万元，县级承担70%", 1_000_000, ()),
        ("投资90万元。县级承担70%", 900_000, ()),
        ("合同总额100万元的50%，首付30%", 500_000, ()),
    ],
)
def test_the_share_that_is_taken_or_borne_is_the_cost(value, amount, others):
    reading = read_cost("", value)
    assert (reading.amount, reading.alternatives) == (amount, others)


def test_the_steps_show_the_share():
    assert read_cost("", "贷款总额1000万元，按3%贴息").explain()[0] == "1,000万元 × 3% = 300,000元"
