"""Whatever stands in a cost cell, it is read, in linear time, and the same in every spelling."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from declarations.reconcile import reconcile
from indicators.reading.costs import CODES, read_cost
from indicators.reading.normalize import normalize
from indicators.reading.sentences import SentenceItem, cost_sentence
from indicators.reading.targets import read_target

DATA = Path(__file__).parent.parent / "data"
CASES = [
    json.loads(line)
    for file in ("cost_cases.jsonl", "cost_variations.jsonl")
    for line in (DATA / file).read_text(encoding="utf-8").splitlines()
]
CELLS = sorted({tuple(row) for case in CASES for row in case["cost"]})

PIECES = [
    "元", "万元", "万", "亿", "千", "人", "个", "天", "月", "年", "每", "人均", "单价", "/", "×",
    "*", "=", "＝", "+", "-", "÷", "（", "）", "(", ")", "，", "；", "。", "、", ".", ",", " ",
    "\n", "：",
    "1", "2", "15", "181", "2.5", "4000", "2021年", "1-6月", "合计", "共", "其中", "小计", "本年",
    "总投资", "结转", "由各单位承担", "≤", "≥", "<", ">", "不超过", "以内", "约", "左右", "费",
    "培训",
    "壹", "拾", "三", "百", "点", "%", "折", "V1.0", "〔2018〕12号", "①", "1、", "2.", "即", "减去",
    "至", "~", "￥", "余", "多", "第", "号", "全年", "数量", "增加", "x", "单位：万元",
]  # fmt: skip
cost_like = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=600, deadline=None)
@given(st.one_of(st.text(max_size=80), cost_like), cost_like)
def test_any_text_gives_a_reading(value, name):
    reading = read_cost(name, value)
    for seen in reading.observations:
        assert seen.code in CODES
        assert value[seen.start : seen.end] == seen.quote
    for step in reading.steps:
        assert 0 <= step.start <= step.end <= len(name if step.in_name else value)
    reading.explain()
    read_target(value)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(cost_like, cost_like), max_size=4),
    st.lists(
        st.tuples(st.sampled_from(["数量指标", "时效指标"]), cost_like, cost_like), max_size=4
    ),
    st.one_of(st.none(), st.decimals("0.01", "9999", places=2)),
)
def test_any_form_gets_a_verdict_that_its_own_numbers_bear_out(costs, others, total):
    result = reconcile(total, costs, others)
    if result.verdict == "reconciled":
        assert result.difference_yuan == 0
    if result.verdict == "rounded":
        assert 0 < abs(result.difference_yuan) <= 500
    if result.verdict == "undetermined" and result.reason != "no_total":
        assert result.amount_yuan is None


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def same(one, other) -> bool:
    return (
        one.amount == other.amount
        and one.kind == other.kind
        and one.bound == other.bound
        and one.sound == other.sound
        and [(p.price, [u.group for u in p.per]) for p in one.prices]
        == [(p.price, [u.group for u in p.per]) for p in other.prices]
    )


@pytest.mark.parametrize(("name", "value"), CELLS)
def test_full_width_and_half_width_read_the_same(name, value):
    assert same(read_cost(name, value), read_cost(full_width(name), full_width(value)))


OUTER = set("×*=＝+；;，,、。（）()≤≥:：/")


@pytest.mark.parametrize(("name", "value"), CELLS)
def test_blanks_around_signs_change_nothing(name, value):
    def spaced(index, character):
        before, after = value[index - 1 : index], value[index + 1 : index + 2]
        if before.isdigit() and after.isdigit():
            return character
        return f" {character} "

    text = "".join(spaced(i, c) if c in OUTER else c for i, c in enumerate(value))
    assert same(read_cost(name, value), read_cost(name, text))


@pytest.mark.parametrize(("name", "value"), CELLS)
def test_a_blank_between_a_number_and_its_unit_changes_nothing(name, value):
    units = "元万亿人个天月年次名台套户亩"
    text = "".join(
        f" {c}" if c in units and value[i - 1 : i].isdigit() and i else c
        for i, c in enumerate(value)
    )
    assert same(read_cost(name, value), read_cost(name, text))


@pytest.mark.parametrize(
    "text",
    [
        "培训费：15人×4000元/人=60000元；",
        "1、生活补助：50元*181天=9050；",
        "每人每天150元，20人3天，",
        "20人，",
        "300元/人，",
        "(",
        "((1+2)×3",
        "合计6万元，",
        "（1元，（",
        "1+",
        "元/人·天",
        "全年",
        "其中3万元，",
        "每",
        "一",
        "2021年1-",
        "1,234,",
        "由各单位承担，",
        "9",
        "即6万元",
        " ",
        "单位：",
    ],
)
def test_the_effort_grows_with_the_length_and_not_faster(text):
    def effort(length):
        return read_cost("", (text * length)[:length]).effort

    assert effort(20_000) < 2.2 * effort(10_000) + 10


amounts = st.decimals("0.01", "99999", places=2)
counts = st.integers(1, 9999).map(Decimal)
LABELS = ["培训费", "印刷费", "劳务费2021", "V1.0维护费", "三级等保测评费", "第2批设备", ""]
items = st.builds(
    SentenceItem,
    label=st.sampled_from(LABELS),
    unit_price=amounts,
    price_unit=st.sampled_from(["人", "台", "人·天", "次", "年", "", "项", "标段"]),
    quantity=st.one_of(st.none(), counts),
    quantity_unit=st.sampled_from(["人", "台", "次", "项", "标段", ""]),
    periods=st.one_of(st.none(), st.integers(1, 1900).map(Decimal)),  # 1950年 is a date
    period_unit=st.sampled_from(["天", "个月", "期", "年"]),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(items, min_size=1, max_size=6))
def test_the_sentence_of_a_cost_table_reads_back_to_its_amounts(table):
    reading = read_cost("项目经费", cost_sentence(table))
    assert reading.amount == sum(item.subtotal for item in table)
    assert reading.sound
    assert not reading.prices
    stated = [step.amount for step in reading.steps if step.item and step.text.find("合计") < 0]
    if len(table) > 1:
        assert stated == [item.subtotal for item in table]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_every_normalised_character_knows_where_it_came_from(text):
    normal = normalize(text)
    assert len(normal.text) == len(normal.starts) == len(normal.ends)
    for start, end in zip(normal.starts, normal.ends, strict=True):
        assert 0 <= start < end <= len(text)


#: Words by which one item speaks of others, of all or of a year.
_REACHING = (
    "合计", "总", "共", "计", "本年", "当年", "今年", "结转", "其中", "累计", "年", "（", "(",
    "承担", "\n", "1、", "1.", "①", "一、", "一是", "%", "折", "合同", "价", "减", "增", "为", "原",
    "以",     "季", "；", "人均", "预算", "概算", "|", "标", "第",
)  # fmt: skip


def _plain_items() -> list[tuple[str, Decimal]]:
    items = []
    for case in CASES:
        value = case["cost"][0][1] if len(case["cost"]) == 1 and not case["other"] else ""
        is_right = bool(value) and case["verdict"] == "reconciled"
        if not is_right or any(word in value for word in _REACHING):
            continue
        reading = read_cost("", value)
        is_sure = reading.amount is not None and not reading.alternatives
        if is_sure and "元" in value and "\u4e00" <= value[0] <= "\u9fff":
            items.append((value.rstrip("。"), reading.amount))
    return items


@pytest.mark.parametrize(
    "joined",
    ["1、{}；2、{}；3、{}", "1.{}\n2.{}\n3.{}", "（1）{}（2）{}（3）{}", "一是{}；二是{}；三是{}",
     "{}；{}；{}", "{}\n{}\n{}", "1、{}；2、{}；3、{}。合计%s元"],
)  # fmt: skip
def test_items_of_every_kind_add_up_however_they_are_listed(joined):
    items = _plain_items()
    assert len(items) > 250
    for place in range(0, len(items), 3):
        three = [items[(place * step) % len(items)] for step in (1, 7, 13)]
        if len(set(three)) < 3:
            continue
        total = sum(amount for _, amount in three)
        text = joined.replace("%s", f"{total:f}").format(*(value for value, _ in three))
        reading = read_cost("", text)
        assert (reading.amount, reading.sound) == (total, True), text
