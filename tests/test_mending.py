"""Answering findings: fixes applied and taken back, warnings justified, rules set by cycle."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from declarations.actions import create_declaration
from declarations.checks import RULES, Severity, rules_version
from declarations.checks.examples import CLEAN, cost
from declarations.checks.messages import justification as words
from declarations.drafting.editing import Locked
from declarations.drafting.mending import justify, mend, mend_all, undo, withdraw_justification
from declarations.examining.checking import check, check_all
from declarations.models import BudgetUnit, Cycle, Declaration, RuleSetting, User
from indicators.models import Scheme
from indicators.tree import shipped

pytestmark = pytest.mark.django_db

REASON = "此项为框架协议价，年初已按协议一次核定"


@pytest.fixture
def filler():
    return User.objects.create(username="filler")


@pytest.fixture
def cycle():
    return Cycle.objects.create(
        year=2021,
        scheme=Scheme.objects.keep(shipped()["sichuan-2021"]),
        opens_on=date(2020, 10, 1),
        closes_on=date(2020, 12, 31),
    )


@pytest.fixture
def make(cycle):
    unit = BudgetUnit.objects.create(code="001", name="示例区财政局")

    def make(content):
        return create_declaration(content, unit=unit, cycle=cycle)

    return make


def now(declaration):
    return Declaration.objects.with_rows().get(pk=declaration.pk)


def codes(declaration):
    return [found.code for found in check(now(declaration)).report.findings]


@pytest.fixture
def untidy(make):
    """A form with blanks around its goal and around one name."""
    first, *rest = CLEAN.indicators
    return make(
        replace(
            CLEAN,
            goal=f" {CLEAN.goal}　",
            indicators=(replace(first, name=f"{first.name} "), *rest),
        )
    )


def test_one_fix_mends_one_cell(untidy, filler):
    assert codes(untidy).count("TXT-TRIM") == 2
    assert mend(untidy, "TXT-TRIM", "goal", filler)
    assert now(untidy).annual_goal == CLEAN.goal
    assert codes(untidy).count("TXT-TRIM") == 1


def test_a_fix_that_is_no_longer_wanted_changes_nothing(untidy, filler):
    mend(untidy, "TXT-TRIM", "goal", filler)
    assert mend(untidy, "TXT-TRIM", "goal", filler) is None
    assert untidy.corrections.count() == 1


def test_a_fix_cannot_be_asked_for_where_no_check_offers_one(untidy, filler):
    assert mend(untidy, "TXT-TRIM", "project", filler) is None
    assert now(untidy).project_name == CLEAN.project


def test_all_mechanical_fixes_are_applied_at_once(untidy, filler):
    correction = mend_all(untidy, filler)
    assert len(correction.changes) == 2
    assert now(untidy).content() == CLEAN


def test_nothing_to_mend_leaves_no_correction(make, filler):
    clean = make(CLEAN)
    assert mend_all(clean, filler) is None
    assert not clean.corrections.exists()


def test_undoing_puts_the_texts_back_to_the_last_blank(untidy, filler):
    before = now(untidy).content()
    correction = mend_all(untidy, filler)
    assert undo(correction) == 0
    assert now(untidy).content() == before


def test_a_project_follows_the_name_that_a_fix_mends(make, filler):
    untidy = make(replace(CLEAN, project=f"{CLEAN.project},二期"))
    correction = mend_all(untidy, filler)
    assert now(untidy).project.name == now(untidy).project_name == f"{CLEAN.project}，二期"
    undo(correction)
    assert now(untidy).project.name == f"{CLEAN.project},二期"


def test_undoing_twice_does_nothing_more(untidy, filler):
    correction = mend_all(untidy, filler)
    undo(correction)
    mend_all(untidy, filler)
    undo(correction)
    assert now(untidy).content() == CLEAN


def test_a_text_changed_since_is_not_undone(untidy, filler):
    correction = mend_all(untidy, filler)
    Declaration.objects.filter(pk=untidy.pk).update(annual_goal="后来又改的目标")
    assert undo(correction) == 1
    assert now(untidy).annual_goal == "后来又改的目标"


def test_a_form_that_is_no_draft_is_not_mended(untidy, filler):
    Declaration.objects.filter(pk=untidy.pk).update(state=Declaration.State.APPROVED)
    with pytest.raises(Locked):
        mend_all(untidy, filler)
    with pytest.raises(Locked):
        justify(untidy, "CST-NO-BREAKDOWN", REASON, filler)


# Justifications


@pytest.fixture
def lump(make):
    """A form with two lump sums, each a warning of CST-NO-BREAKDOWN."""
    return make(cost("6", ("培训费", "4万元"), ("资料费", "2万元")).content)


def test_a_warning_that_is_justified_stands_open_no_more(lump, filler):
    assert {one.code for one in check(now(lump)).open_warnings} == {"CST-NO-BREAKDOWN"}
    justify(lump, "CST-NO-BREAKDOWN", REASON, filler)
    checked = check(now(lump))
    assert checked.open_warnings == ()
    assert len([one for one in checked.report.warnings if one.code == "CST-NO-BREAKDOWN"]) == 2


def test_a_second_justification_takes_the_place_of_the_first(lump, filler):
    justify(lump, "CST-NO-BREAKDOWN", REASON, filler)
    justify(lump, "CST-NO-BREAKDOWN", REASON + "，合同附后", filler)
    (one,) = lump.justifications.all()
    assert one.text == REASON + "，合同附后"


def test_a_justification_can_be_withdrawn(lump, filler):
    justify(lump, "CST-NO-BREAKDOWN", REASON, filler)
    withdraw_justification(lump, "CST-NO-BREAKDOWN")
    assert check(now(lump)).open_warnings


def refusal(declaration, code, text, filler):
    with pytest.raises(ValidationError) as caught:
        justify(declaration, code, text, filler)
    assert not declaration.justifications.exists()
    return caught.value.message


@pytest.mark.parametrize("text", ["", "同意", "可以的", " 已 核 对 ", "。。。。。。。。"])
def test_a_justification_needs_five_characters(lump, filler, text):
    refused = refusal(lump, "CST-NO-BREAKDOWN", text, filler)
    assert refused == words.TOO_SHORT.format(least=5)


@pytest.mark.parametrize("text", ["无无无无无无", "好的好的好的", "11111111"])
def test_repeated_characters_are_no_reason(lump, filler, text):
    assert refusal(lump, "CST-NO-BREAKDOWN", text, filler) == words.REPEATED


def test_the_words_of_the_message_are_no_reason(lump, filler):
    found = check(now(lump)).report.warnings[0]
    assert refusal(lump, found.code, found.message, filler) == words.COPIED
    assert refusal(lump, found.code, found.hint, filler) == words.COPIED


def test_an_error_cannot_be_explained_away(make, filler):
    wrong = make(replace(CLEAN, goal=""))
    assert refusal(wrong, "BAS-GOAL", REASON, filler) == words.EXPLAINED_ERROR


def test_a_warning_that_is_not_there_wants_no_reason(lump, filler):
    assert refusal(lump, "GOAL-SHORT", REASON, filler) == words.NOT_FOUND


# Rules by cycle


def test_an_administrator_switches_a_rule_off_for_a_cycle(lump, cycle):
    RuleSetting.objects.create(cycle=cycle, code="CST-NO-BREAKDOWN", level="off")
    assert "CST-NO-BREAKDOWN" not in codes(lump)


def test_an_administrator_makes_a_rule_more_severe(lump, cycle):
    RuleSetting.objects.create(cycle=cycle, code="CST-NO-BREAKDOWN", level="error")
    assert {one.code for one in check(now(lump)).report.errors} == {"CST-NO-BREAKDOWN"}


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.floor])
@pytest.mark.parametrize("level", ["info", "off"])
def test_the_rules_of_money_cannot_be_set_below_a_warning(cycle, code, level):
    with pytest.raises(ValidationError):
        RuleSetting(cycle=cycle, code=code, level=level).full_clean()
    RuleSetting(cycle=cycle, code=code, level="warning").full_clean()


def test_a_rule_that_does_not_exist_cannot_be_set(cycle):
    with pytest.raises(ValidationError):
        RuleSetting(cycle=cycle, code="BAS-NOTHING", level="off").full_clean()


def test_the_rules_with_a_floor_are_those_of_money():
    with_floor = {code for code, rule in RULES.items() if rule.floor is Severity.WARNING}
    assert with_floor == {"FND-TOTAL-EQ-PARTS", "CST-SUM", "CST-SUBTOTAL", "CST-EXPR-ARITH"}


def test_the_version_of_the_rules_is_the_same_for_the_same_rules():
    assert rules_version() == rules_version()
    assert len(rules_version()) == 12


# Many at once


def test_checking_many_forms_takes_a_fixed_number_of_queries(make, django_assert_max_num_queries):
    for number in range(12):
        make(replace(CLEAN, project=f"第{number}个项目", goal=f"{CLEAN.goal}{Decimal(number)}"))
    with django_assert_max_num_queries(8):
        assert len(check_all(Declaration.objects.with_rows())) == 12


def test_a_form_is_held_against_the_other_forms_of_its_unit_and_year(make, cycle):
    def codes_of_all():
        return [
            {found.code for found in one.report.findings}
            for one in check_all(Declaration.objects.with_rows())
        ]

    make(CLEAN)
    assert codes_of_all() == [set()]
    make(CLEAN)
    make(replace(CLEAN, project="乡镇财政所人员轮训"))
    doubled, again, _ = codes_of_all()
    assert {"BAS-NAME-DUP"} <= doubled & again
