"""A scheme written to a file reads back the same; what cannot be read is told with its place."""

import io
import json

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from indicators import scheme_checks, scheme_excel, scheme_files, scheme_json
from indicators.scheme_files import WRITERS, read_scheme
from indicators.tree import shipped, tree_to_json

from .scheme_trees import COUNTY, trees


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("tree", [*shipped().values(), COUNTY], ids=lambda tree: tree.code)
def test_a_scheme_is_the_same_after_its_file(tree, ending):
    assert read_scheme(WRITERS[ending](tree)).tree == tree


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees())
def test_any_scheme_is_the_same_after_json(tree):
    assert read_scheme(scheme_json.write_json(tree)).tree == tree


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(trees())
def test_any_scheme_is_the_same_after_excel(tree):
    assert read_scheme(scheme_excel.write_excel(tree)).tree == tree


def messages(read):
    assert read.tree is None
    return [str(fault) for fault in read.faults]


def as_json(**changes):
    return json.dumps(tree_to_json(COUNTY) | changes).encode()


def test_every_fault_of_a_json_file_is_told_with_its_place():
    tree = tree_to_json(COUNTY)["tree"]
    del tree[0]["level2"][1]["kind"]
    tree[1]["weight"] = -1
    found = messages(read_scheme(as_json(tree=tree, colour="red")))
    assert found == [
        scheme_json.UNKNOWN.format(place="", field="colour"),
        scheme_json.MISSING.format(place="tree 第1项level2 第2项", field="kind"),
        scheme_json.WRONG_TYPE.format(
            place="tree 第2项", field="weight", kind=scheme_json.KIND_OF_WEIGHT
        ),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"[1, 2]",
        b"{\xff}",
        b"",
        b"PK\x03\x04",
        b"[]",
        b"[" * 100_000,
        b"[%s]" % (b"9" * 5000),
    ],
    ids=["open", "numbers", "bytes", "empty", "zip", "list", "deep", "long number"],
)
def test_what_is_no_scheme_at_all_is_told(data):
    assert messages(read_scheme(data))


@pytest.mark.parametrize("text", ["\0", "\ud800"])
def test_a_character_that_no_database_keeps_is_told(text):
    field = scheme_json.WRONG_TYPE.format(place="", field="name", kind=scheme_json.KIND_OF_TEXT)
    assert messages(read_scheme(as_json(name=f"本县{text}"))) == [field]


def test_what_the_database_cannot_keep_is_told():
    tree = tree_to_json(COUNTY)["tree"]
    tree[0]["level2"][0] |= {"kind": "mood", "name": "长" * 60}
    tree[0]["level2"][2]["name"] = "好坏"
    found = messages(read_scheme(as_json(tree=tree, code="有 空格", form_title=" ")))
    assert scheme_checks.NO_TITLE in found
    assert any(scheme_checks.UNKNOWN_KIND.format(kind="mood") in one for one in found)
    assert any(scheme_checks.SAME_NODE.format(count=2, name="好坏") in one for one in found)
    assert any(scheme_files.BAD_CODE in one for one in found)
    assert any("60" in one for one in found)


def workbook(change):
    book = openpyxl.load_workbook(io.BytesIO(scheme_excel.write_excel(COUNTY)))
    change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows_of(sheet):
    heading = next(cell.row for cell in sheet["A"] if cell.value == scheme_excel.LEVEL1)
    places = {cell.value: cell.column for cell in sheet[heading]}
    return heading + 1, places


def test_every_fault_of_a_sheet_is_told_with_its_rows():
    def spoil(sheet):
        first, places = rows_of(sheet)
        for row in (first, first + 2):
            sheet.cell(row, places["类别"]).value = "心情"
        sheet.cell(first + 1, places["权重"]).value = "许多"
        sheet.cell(first - 1, 13).value = "颜色"
        sheet["B3"].value = None

    found = read_scheme(workbook(spoil)).faults
    by_rows = {fault.rows for fault in found}
    assert {(3,), (12,), (13, 15), (14,)} <= by_rows
    assert len(found) == 4


def test_a_level_1_repeated_in_each_row_is_one_and_yes_may_be_left_blank():
    def repeat(sheet):
        first, _ = rows_of(sheet)
        for row in range(first, first + 4):
            sheet.cell(row, 1).value = "做了什么"

    assert read_scheme(workbook(repeat)).tree == COUNTY
