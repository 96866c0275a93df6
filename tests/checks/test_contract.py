"""The registry: what a rule must have, and what happens to one that cannot judge."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from declarations.checks import RULES, Context, Outcome, Severity, check_form, messages
from declarations.checks.contract import Quality, rule
from declarations.checks.examples import CLEAN, money, without
from declarations.checks.unit_forms import UnitForms
from declarations.checks.version import SOURCES
from declarations.content import Content, Indicator
from indicators.tree import Branch, Node, SchemeTree, shipped

SICHUAN = shipped()["sichuan-2021"]
NATIONAL = shipped()["national-2021"]


def codes(report, severity=None):
    return [
        found.code for found in report.findings if severity is None or found.severity is severity
    ]


def test_a_code_cannot_be_registered_twice():
    with pytest.raises(ValueError, match="BAS-UNIT"):
        rule("BAS-UNIT", Severity.ERROR, Quality.CLEAR, basis="", bad=[], good=[])


def test_a_rule_without_texts_cannot_be_registered():
    with pytest.raises(KeyError):
        rule("BAS-NOTHING", Severity.ERROR, Quality.CLEAR, basis="", bad=[], good=[])


def test_every_text_belongs_to_a_rule():
    assert set(messages.TEXTS) == set(RULES)


def test_errors_come_before_warnings():
    report = check_form(replace(without("timeliness").content, goal=""), SICHUAN)
    assert codes(report) == ["BAS-GOAL", "STR-L2-MISSING"]
    assert [found.severity for found in report.findings] == [Severity.ERROR, Severity.WARNING]


def test_the_scheme_decides_how_severe_a_missing_node_is():
    content = without("timeliness").content
    assert codes(check_form(content, SICHUAN), Severity.WARNING) == ["STR-L2-MISSING"]
    assert "STR-L2-MISSING" not in codes(check_form(content, NATIONAL))


def test_a_missing_node_is_told_at_its_place_in_the_tree():
    report = check_form(without("quality").content, SICHUAN)
    assert [found.where for found in report.findings] == ["nodes[1]"]


def test_the_year_is_compared_with_that_of_the_cycle():
    assert codes(check_form(CLEAN, SICHUAN, Context(cycle_year=2021))) == []
    assert codes(check_form(CLEAN, SICHUAN, Context(cycle_year=2022))) == ["BAS-YEAR"]


def test_a_check_without_anything_to_judge_is_not_applicable():
    report = check_form(money("", "", "").content, SICHUAN)
    assert report.outcomes["FND-TOTAL-EQ-PARTS"] is Outcome.NOT_APPLICABLE


def test_a_hundredth_of_a_wan_too_much_is_told_in_both_amounts_and_in_yuan():
    report = check_form(money("6.00", "6.01", "").content, SICHUAN)
    (found,) = report.errors
    assert found.code == "FND-TOTAL-EQ-PARTS"
    assert found.message == messages.TEXTS["FND-TOTAL-EQ-PARTS"].message.format(
        total="6.00", appropriation="6.01", other="0.00", sum="6.01", difference="100"
    )


def test_rows_of_another_scheme_are_checked_by_their_kind():
    """The level-1 names of the national scheme differ; a quantity stays a quantity."""
    rows = tuple(
        replace(row, level1=row.level1.replace("项目完成", "产出指标")) for row in CLEAN.indicators
    )
    assert "STR-L2-MISSING" not in codes(check_form(replace(CLEAN, indicators=rows), SICHUAN))


def test_a_rule_of_money_cannot_be_switched_off_or_lowered_past_its_floor():
    content = money("6.00", "6.01", "").content
    for asked in (None, Severity.INFO):
        report = check_form(content, SICHUAN, severities={"FND-TOTAL-EQ-PARTS": asked})
        assert codes(report, Severity.WARNING) == ["FND-TOTAL-EQ-PARTS"]


def test_the_version_of_the_rules_is_made_of_all_that_decides():
    """Every module of ours that the checks load is one of the sources of the version."""
    listed = (
        "import sys, declarations.checks;"
        "print(*(m.__file__ for n, m in sys.modules.items()"
        " if n.split('.')[0] in ('declarations', 'indicators') and m.__file__), sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", listed], capture_output=True, text=True, check=True
    )
    for path in map(Path, done.stdout.split()):
        if path.name != "__init__.py" or path.stat().st_size:
            assert any(path == one or one in path.parents for one in SOURCES), path


def test_rows_of_a_scheme_with_names_of_its_own_are_held_against_the_other_forms():
    node = Node("产出", "做多少", "quantity")
    tree = SchemeTree("own", "本县", "申报表", (Branch("产出", (node,)),))
    row = Indicator("产出", "做多少", "软件运行", "按照使用需要及时修改调整并且正常运行")
    forms = UnitForms((Content(indicators=(row,)),) * 3, tree)
    context = Context(unit_forms=forms)
    assert "XFM-COPIED" in codes(check_form(forms.contents[0], tree, context))
    of_no_scheme = Context(unit_forms=UnitForms(forms.contents))
    assert "XFM-COPIED" not in codes(check_form(forms.contents[0], tree, of_no_scheme))
