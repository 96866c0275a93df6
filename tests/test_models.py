"""Rows in the database: what they refuse, who sees them, and that a form survives them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from declarations.actions import create_declaration
from declarations.checks.examples import CLEAN
from declarations.content import CostItem as Item
from declarations.content import Funding
from declarations.content import Indicator as Row
from declarations.models import (
    BudgetUnit,
    CostItem,
    Cycle,
    Declaration,
    Indicator,
    Membership,
    Project,
    Submission,
    User,
)
from indicators.models import Scheme, SchemeNode
from indicators.tree import shipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme():
    return Scheme.objects.keep(shipped()["sichuan-2021"])


@pytest.fixture
def cycle(scheme):
    return Cycle.objects.create(
        year=2021, scheme=scheme, opens_on=date(2020, 10, 1), closes_on=date(2020, 12, 31)
    )


@pytest.fixture
def unit():
    return BudgetUnit.objects.create(code="001", name="示例区财政局")


@pytest.fixture
def declaration(cycle, unit):
    return create_declaration(CLEAN, unit=unit, cycle=cycle)


def reread(declaration):
    return Declaration.objects.with_rows().get(pk=declaration.pk)


def refused(constraint):
    return pytest.raises(IntegrityError, match=constraint)


@pytest.mark.parametrize("code", shipped())
def test_a_scheme_gives_back_the_tree_it_was_made_from(code):
    assert Scheme.objects.keep(shipped()[code]).tree() == shipped()[code]


def test_keeping_a_scheme_twice_changes_nothing(scheme):
    scheme.name = "改过的名称"
    scheme.save()
    again = Scheme.objects.keep(shipped()["sichuan-2021"])
    assert (again.pk, again.name) == (scheme.pk, "改过的名称")
    assert len(again.nodes()) == 9


def test_a_form_comes_back_from_its_rows_word_for_word(cycle, unit):
    first, *rest = CLEAN.indicators
    content = replace(
        CLEAN,
        project=" 名称前后有空格　",
        goal="第一行\n第二行 ",
        funding=Funding(Decimal("8.123456"), None, Decimal("0")),
        indicators=(replace(first, name=" 培训期数", weight=Decimal("7.5")), *rest),
        items=(
            Item(4, "培训费", Decimal("400"), "元/人次", Decimal("150"), "人次", basis="标准"),
            Item(4, "资料费", Decimal("0.5"), "元/页", Decimal("300"), "页", Decimal("2"), "期"),
        ),
    )
    declaration = create_declaration(content, unit=unit, cycle=cycle)
    assert reread(declaration).content() == content


def test_rows_stand_in_the_order_of_the_scheme_whatever_order_they_came_in(cycle, unit):
    backwards = replace(CLEAN, indicators=CLEAN.indicators[::-1])
    declaration = create_declaration(backwards, unit=unit, cycle=cycle)
    names = [row.level2 for row in reread(declaration).content().indicators]
    assert names == sorted(names, key=[row.level2 for row in CLEAN.indicators].index)


def test_a_row_of_another_scheme_goes_to_the_node_of_its_kind(cycle, unit):
    content = replace(CLEAN, indicators=(Row("成本指标", "经济成本指标", "印刷费", "6万元"),))
    declaration = create_declaration(content, unit=unit, cycle=cycle)
    (row,) = reread(declaration).rows()
    assert (row.level1, row.level2, row.node.kind) == ("项目完成", "成本指标", "cost")


def test_a_row_without_a_place_keeps_the_names_of_its_levels(cycle, unit):
    content = replace(CLEAN, indicators=(Row("党建指标", "学习指标", "学习次数", "12次"),))
    declaration = create_declaration(content, unit=unit, cycle=cycle)
    assert reread(declaration).content().indicators == content.indicators


def test_the_content_of_many_forms_takes_a_fixed_number_of_queries(
    cycle, unit, django_assert_num_queries
):
    def read_all():
        return [one.content() for one in Declaration.objects.with_rows()]

    create_declaration(CLEAN, unit=unit, cycle=cycle)
    with django_assert_num_queries(4):
        read_all()
    for _ in range(3):
        create_declaration(CLEAN, unit=unit, cycle=cycle)
    with django_assert_num_queries(4):
        assert len(read_all()) == 4


def test_making_a_declaration_is_recorded(declaration):
    (event,) = declaration.events.all()
    assert (event.action, event.to_state) == ("create", Declaration.State.DRAFT)


def test_a_snapshot_gives_back_the_form(declaration):
    from declarations.content import to_json

    submission = Submission.objects.create(
        declaration=declaration,
        round=1,
        submitted_by=User.objects.create(username="filler"),
        rules_version="1",
        snapshot=to_json(declaration.content()),
    )
    submission.refresh_from_db()
    assert submission.content() == CLEAN


def test_a_failed_import_of_rows_leaves_no_declaration(cycle, unit):
    broken = replace(CLEAN, items=(Item(0, quantity=Decimal(-1)),))
    with refused("cost_quantity_not_negative"), transaction.atomic():
        create_declaration(broken, unit=unit, cycle=cycle)
    assert not Declaration.objects.exists()
    assert not Project.objects.exists()


def test_a_project_has_one_declaration_a_cycle_and_version(declaration, cycle):
    with refused("one_declaration_a_version|unique|UNIQUE"):
        create_declaration(CLEAN, unit=declaration.unit, cycle=cycle, project=declaration.project)


def test_a_cycle_cannot_close_before_it_opens(scheme):
    with refused("cycle_opens_before_it_closes"):
        Cycle.objects.create(
            year=2022, scheme=scheme, opens_on=date(2022, 2, 1), closes_on=date(2022, 1, 1)
        )


def test_a_unit_is_not_its_own_superior(unit):
    unit.superior = unit
    with refused("unit_not_its_own_superior"):
        unit.save()


def test_a_unit_has_a_code_and_a_name():
    with refused("unit_has_code_and_name"):
        BudgetUnit.objects.create(code="002", name="")


def test_a_node_is_of_a_known_kind(scheme):
    with refused("node_kind_known"):
        SchemeNode.objects.create(
            branch=scheme.branches.first(), position=9, name="其他", kind="mood"
        )


def test_a_person_has_a_role_in_a_unit_once(unit):
    user = User.objects.create(username="filler")
    Membership.objects.create(user=user, unit=unit, role=Membership.Role.FILLER)
    with refused("role_once_a_unit|unique|UNIQUE"):
        Membership.objects.create(user=user, unit=unit, role=Membership.Role.FILLER)


def test_a_row_with_a_node_has_no_other_level_names(declaration):
    row = Indicator.objects.first()
    row.foreign_level2 = "学习指标"
    with refused("indicator_has_one_place"):
        row.save()


def test_a_cost_item_has_no_negative_periods(declaration):
    with refused("cost_periods_not_negative"):
        CostItem.objects.create(indicator=Indicator.objects.first(), periods=-1)


def test_a_round_is_submitted_once(declaration):
    user = User.objects.create(username="filler")

    def submit(round):
        Submission.objects.create(
            declaration=declaration,
            round=round,
            submitted_by=user,
            rules_version="1",
            snapshot={},
        )

    submit(1)
    with refused("one_submission_a_round|unique|UNIQUE"):
        submit(1)


def test_rounds_count_from_one(declaration):
    with refused("round_from_one"):
        Submission.objects.create(
            declaration=declaration,
            round=0,
            submitted_by=User.objects.create(username="filler"),
            rules_version="1",
            snapshot={},
        )


def test_an_extension_moves_the_last_day_of_one_unit_and_of_no_other(cycle, unit):
    keeper = User.objects.create(username="keeper")
    other = BudgetUnit.objects.create(code="777", name="另一个单位")
    cycle.extensions.create(
        unit=unit, closes_on=date(2021, 1, 15), reason="系统停电三天", given_by=keeper
    )
    assert cycle.closes_for(unit) == date(2021, 1, 15)
    assert cycle.closes_for(other) == cycle.closes_on


def test_only_a_reviewer_judges_in_a_stage(cycle):
    with refused("stage_has_a_reviewing_role"):
        cycle.stages.create(position=1, name="自审", role=Membership.Role.FILLER)
