"""No text, however odd, makes a check raise."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from declarations.checks import RULES, Context, Outcome, apply_mechanical, check_form
from declarations.checks.unit_forms import UnitForms
from declarations.content import Content, Funding, Indicator
from indicators.tree import shipped

TREES = st.sampled_from(sorted(shipped().values(), key=lambda tree: tree.code))

#: What people really type, to be put together oddly.
WORDS = """
满意度 ≥ 100 % 95 2021年 1-12月 、 ， , . 。 元 万元 × = （ ） ( ) 每 次 帐套 无 — ** 减少了
管理 支付 评审费 到2025年 三年内 满意 群众 率 及时 1 一 系统 V1.0 〔2018〕12号 指标1： ★ 能
解决了 {name} {} 13812345678 11010519491231002X 左右 约
达 以上 不低于 - 至 2020年10月 2022年 全年 底前 适时 响应时间 小时 人数 使用年限 XX 待定 全区
７ ③ ² ½ Ⅳ 百 🙂 é
"""
PIECES = st.sampled_from([*WORDS.split(), " ", "\u3000", "\u200b", "\n", "\x00"])
TYPED = st.lists(PIECES, max_size=12).map("".join)
TEXTS = st.one_of(TYPED, st.text(max_size=40), st.just(""))
AMOUNTS = st.one_of(st.none(), st.decimals(-10, 10**7, places=2))
FIGURES = st.decimals(-10, 10**7, places=2)
WEIGHTS = st.one_of(st.none(), st.decimals(0, 100, places=2), st.just(Decimal("NaN")))


@st.composite
def forms(draw):
    tree = draw(TREES)
    nodes = [(node.level1, node.name) for node in tree.nodes()] + [
        ("", ""),
        ("项目完成", "别的指标"),
    ]
    rows = draw(
        st.lists(
            st.builds(
                lambda node, name, value, weight: Indicator(*node, name, value, weight),
                st.sampled_from(nodes),
                TEXTS,
                TEXTS,
                WEIGHTS,
            ),
            max_size=6,
        )
    )
    content = Content(
        year=draw(st.one_of(st.none(), st.integers(1900, 2100))),
        project=draw(TEXTS),
        unit=draw(TEXTS),
        goal=draw(TEXTS),
        funding=Funding(draw(AMOUNTS), draw(AMOUNTS), draw(AMOUNTS)),
        indicators=tuple(rows),
    )
    return content, tree


CONTEXTS = st.builds(
    Context,
    other_projects=st.one_of(st.none(), st.lists(TEXTS, max_size=2).map(tuple)),
    budget_project=st.one_of(st.none(), TEXTS),
    policy_basis=st.one_of(st.none(), TEXTS),
    core_indicators=st.one_of(st.none(), st.lists(TEXTS, max_size=2).map(tuple)),
    unit_forms=st.one_of(
        st.none(),
        st.lists(forms(), max_size=3).map(
            lambda drawn: UnitForms(tuple(content for content, _ in drawn))
        ),
    ),
    unit_expenditure=AMOUNTS,
    control_figure=AMOUNTS,
    budget_amount=AMOUNTS,
    last_year_total=AMOUNTS,
    project_end_year=st.one_of(st.none(), st.integers(1900, 2100)),
    achieved=st.one_of(st.none(), st.lists(st.tuples(TEXTS, FIGURES), max_size=3).map(tuple)),
    history=st.one_of(
        st.none(),
        st.lists(st.tuples(TEXTS, st.lists(FIGURES, max_size=3).map(tuple)), max_size=3).map(tuple),
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(forms(), CONTEXTS)
def test_no_form_makes_a_check_raise(form, context):
    content, tree = form
    report = check_form(content, tree, context)
    assert set(report.outcomes) == set(RULES)
    for found in report.findings:
        assert (report.outcomes[found.code]) is Outcome.FAILED
        assert found.message


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(forms())
def test_the_mechanical_fixes_of_any_form_can_be_applied(form):
    content, tree = form
    mended = apply_mechanical(content, tree)
    assert replace(mended, project="", unit="", goal="", indicators=()) == replace(
        content, project="", unit="", goal="", indicators=()
    )
    assert len(mended.indicators) == len(content.indicators)
