"""`lint` on the real document: what is read, what reconciles, and the contract of its answers."""

import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from declarations.content import Content, Indicator
from declarations.files.linting import as_json, lint_files
from declarations.sheet import FileReading, Reading, messages, read_file, write_docx, write_xlsx
from indicators.tree import shipped
from tests.conftest import DATA
from tests.schemes import clean

ROOT = Path(__file__).parent.parent
EXPECTED = json.loads((DATA / "renhe-2021.expected.json").read_text(encoding="utf-8"))
DOCUMENTS = ["renhe-2021.txt", "renhe-2021.docx", "renhe-2021.xlsx"]


def lint(*arguments, **environment):
    """Run the command in a fresh process; gives its exit code, its output and its errors."""
    done = subprocess.run(
        [sys.executable, "manage.py", "lint", *map(str, arguments)],
        cwd=ROOT,
        env={"PATH": "", "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def linted(tmp_path_factory):
    """The three documents, linted together in one call that has no database."""
    var = tmp_path_factory.mktemp("var")
    code, output, _ = lint("--format", "json", *(DATA / name for name in DOCUMENTS), VAR_DIR=var)
    assert code == 1
    return {file["file"]: file for file in json.loads(output)["files"]}


def codes(form):
    return [found["code"] for found in form["findings"]]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_cell_of_the_document_is_read(linted, name):
    forms = linted[name]["forms"]
    assert len(forms) == len(EXPECTED) == 16
    assert sum(len(form["indicators"]) for form in forms) == 107
    for form, expected in zip(forms, EXPECTED, strict=True):
        for field in ("year", "project", "unit", "funding", "goal", "indicators"):
            assert form[field] == expected[field], (expected["piece"], field)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_fragments_and_only_they_are_called_so(linted, name):
    fragments = [form["fragment"] for form in linted[name]["forms"]]
    assert fragments == [not expected["complete"] for expected in EXPECTED]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_all_forms_with_money_reconcile(linted, name):
    forms = linted[name]["forms"]
    verdicts = [form["reconciliation"]["verdict"] for form in forms]
    assert verdicts == [
        {7: "rounded", 14: "undetermined"}.get(number, "reconciled") for number in range(16)
    ]
    assert not [form for form in forms if "CST-SUM" in codes(form)]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_rounding_of_the_allowances_is_told_to_the_yuan(linted, name):
    form = linted[name]["forms"][7]
    assert form["reconciliation"]["amount_yuan"] == "27540"
    assert form["reconciliation"]["difference_yuan"] == "40"
    assert "CST-ROUNDING" in codes(form)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_money_multiplied_by_money_is_found(linted, name):
    with_fault = [
        number
        for number, form in enumerate(linted[name]["forms"])
        if "CST-EXPR-UNIT" in codes(form)
    ]
    assert with_fault == [1]


def test_the_total_of_the_complete_forms_is_that_of_the_document(linted):
    totals = [form["funding"]["total"] for form in linted["renhe-2021.docx"]["forms"]]
    assert sum(float(total) for total in totals if total) == pytest.approx(401.36)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_form_has_the_shape_of_the_contract(linted, name):
    for form in linted[name]["forms"]:
        assert set(form) == {
            "title",
            "year",
            "project",
            "unit",
            "funding",
            "goal",
            "indicators",
            "reconciliation",
            "findings",
            "source",
            "fragment",
        }
        assert set(form["reconciliation"]) == {
            "verdict",
            "amount_yuan",
            "total_yuan",
            "difference_yuan",
            "lines",
        }
        for line in form["reconciliation"]["lines"]:
            assert set(line) == {"name", "text", "amount_yuan", "how"}
        for found in form["findings"]:
            assert set(found) == {"code", "severity", "where", "message", "hint"}


def test_text_is_printed_for_people_with_totals_at_the_end(tmp_path):
    code, output, _ = lint(DATA / "renhe-2021.docx", VAR_DIR=tmp_path)
    assert code == 1
    assert output.count("\n1. ") == 1
    assert "16. " in output
    assert "16" in output.splitlines()[-1]


def test_another_scheme_finds_other_nodes_missing(tmp_path):
    code, output, _ = lint(
        "--format", "json", "--scheme", "national-2021", DATA / "renhe-2021.docx", VAR_DIR=tmp_path
    )
    first = json.loads(output)["files"][0]["forms"][0]
    assert code == 1
    assert not [found for found in first["findings"] if found["where"].startswith("nodes")]


def test_a_file_that_cannot_be_read_is_a_problem_and_the_others_are_still_checked(tmp_path):
    empty = tmp_path / "empty.docx"
    empty.write_bytes(b"")
    code, output, _ = lint(
        "--format", "json", empty, DATA / "renhe-2021.txt", VAR_DIR=tmp_path / "var"
    )
    assert code == 2
    first, second = json.loads(output)["files"]
    assert [problem["message"] for problem in first["problems"]] == [messages.empty_file()]
    assert first["forms"] == []
    assert len(second["forms"]) == 16


def test_a_path_that_is_not_there_is_named(tmp_path):
    missing = tmp_path / "没有.docx"
    code, output, errors = lint(missing, VAR_DIR=tmp_path)
    assert code == 2
    assert output == ""
    assert str(missing) in errors
    assert "Traceback" not in errors


def found_codes(output):
    forms = json.loads(output)["files"][0]["forms"]
    return {found["code"] for form in forms for found in form["findings"]}


def test_only_the_selected_rules_are_reported(tmp_path):
    code, output, _ = lint(
        *("--format", "json", "--select", "CST,BAS-UNIT", DATA / "renhe-2021.txt"), VAR_DIR=tmp_path
    )
    assert code == 1
    assert {"CST-EXPR-UNIT", "BAS-UNIT"} <= found_codes(output)
    assert all(one.startswith(("CST", "BAS-UNIT")) for one in found_codes(output))


def test_ignored_rules_are_not_reported_and_do_not_fail(tmp_path):
    select = ("--select", "CST", "--ignore", "cst-expr,CST-REQUIRED")
    code, output, _ = lint("--format", "json", *select, DATA / "renhe-2021.txt", VAR_DIR=tmp_path)
    assert code == 0
    assert "CST-EXPR-UNIT" not in found_codes(output)
    assert "CST-ROUNDING" in found_codes(output)


def test_a_rule_that_does_not_exist_cannot_be_selected(tmp_path):
    code, _, errors = lint("--select", "NIX", DATA / "renhe-2021.txt", VAR_DIR=tmp_path)
    assert code == 2
    assert "NIX" in errors


def test_a_path_leads_to_its_row_also_where_blank_rows_were_left_out(tmp_path):
    rows = [
        Indicator("项目完成", "数量指标", "培训期数", "2期"),
        Indicator("项目完成", "数量指标", "", "　"),
        Indicator("满意度指标", "服务对象满意度指标", "学员满意度", "≥100%"),
    ]
    content = Content(project="培训", indicators=tuple(rows))
    reading = FileReading("a.docx", (Reading(content),))
    ((file, forms),) = lint_files([reading])
    (form,) = as_json(file, forms)["forms"]
    (where,) = [found["where"] for found in form["findings"] if found["code"] == "VAL-SATISFY-100"]
    assert where == "indicators[1].value"
    assert form["indicators"][1]["value"] == "≥100%"
    assert "indicators[2]" not in json.dumps(form)


def same_project(unit):
    return FileReading("a.docx", (Reading(Content(project="公路养护", unit=unit, year=2021)),))


def test_forms_of_one_unit_in_two_files_are_neighbours():
    def names_twice(*units):
        linted = lint_files([same_project(unit) for unit in units])
        return ["BAS-NAME-DUP" in codes_of(form) for _, forms in linted for form in forms]

    def codes_of(form):
        return [found.code for found in form.findings]

    assert names_twice("甲局", "甲局") == [True, True]
    assert names_twice("甲局", "乙局") == [False, False]
    assert names_twice("", "") == [False, False]


def test_a_table_that_is_no_form_is_told_and_does_not_fail(tmp_path):
    document = docx.Document()
    document.add_table(2, 2).cell(0, 0).text = "联系方式"
    path = tmp_path / "contact.docx"
    document.save(str(path))
    table = read_file(path.name, path.read_bytes()).notes
    assert table
    file = FileReading("a.docx", (Reading(Content()),), notes=table)
    ((_, forms),) = lint_files([file])
    assert [one["message"] for one in as_json(file, forms)["problems"]] == [
        note.message for note in table
    ]


@pytest.mark.parametrize("scheme", [None, *shipped()])
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_our_own_forms_of_every_scheme_have_nothing_to_say_of(kind, scheme):
    """Without a scheme named the closest is taken, which is the form's own."""
    for code, tree in shipped().items():
        if scheme not in (None, code):
            continue
        write = {"docx": write_docx, "xlsx": write_xlsx}[kind]
        reading = read_file(f"{code}.{kind}", write([(clean(tree), tree)]))
        ((file, forms),) = lint_files([reading], scheme)
        (form,) = as_json(file, forms)["forms"]
        assert form["findings"] == []
        assert form["reconciliation"]["verdict"] == "reconciled"
        rows = [(row["name"], row["value"]) for row in form["indicators"]]
        assert set(rows) == {(row.name, row.value) for row in clean(tree).indicators}


@pytest.mark.parametrize("scheme", shipped())
def test_the_document_reconciles_under_every_scheme(scheme):
    """And what it lacks for a scheme is told where the schemes differ, and nowhere else."""
    name = "renhe-2021.docx"
    ((file, forms),) = lint_files([read_file(name, (DATA / name).read_bytes())], scheme)
    found = as_json(file, forms)["forms"]
    verdicts = [form["reconciliation"]["verdict"] for form in found]
    ((_, own),) = lint_files([read_file(name, (DATA / name).read_bytes())], "sichuan-2021")
    assert verdicts == [form.report.reconciliation.verdict for form in own]
    differ = {"STR-L2-MISSING", "STR-LOCKED-NODE", "STR-WEIGHT-SUM", "VAL-LOW-CHALLENGE"}
    for form, mine in zip(found, own, strict=True):
        codes_of_own = {one.code for one in mine.findings}
        assert set(codes(form)) ^ codes_of_own <= (differ if scheme == "national-2021" else set())
