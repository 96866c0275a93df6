"""The blank to be filled away from the network: what goes out comes back, and is known again."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from declarations.content import CostItem
from declarations.sheet import messages, read_file, write_xlsx
from declarations.sheet.blank import COST_TABLE, write_blank
from indicators.tree import shipped
from tests.schemes import OWN, clean
from tests.sheet.office import convert, needs_office
from tests.sheet.test_round_trip import printed
from tests.web.conftest import GOOD

TREE = shipped()["sichuan-2021"]
ITEMS = (
    CostItem(3, "培训费", Decimal(4000), "元/人", Decimal(15), "人", None, "", "=合同〔2021〕5号"),
    CostItem(3, "资料费", Decimal("0.5"), "", Decimal(3), "册", Decimal(2), "期"),
)
FULL = replace(GOOD, items=ITEMS)


def read(data):
    return read_file("模板.xlsx", data)


def changed(data, change):
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_blank_comes_back_as_it_went_out_with_its_cost_table_and_its_key():
    file = read(write_blank(FULL, TREE, "17:abc"))
    (reading,) = file.readings
    assert replace(reading.content, title="") == FULL
    assert (file.key, file.notes, reading.notes) == ("17:abc", (), ())


@pytest.mark.parametrize("tree", [shipped()["national-2021"], OWN], ids=lambda tree: tree.code)
def test_a_blank_of_another_scheme_comes_back_with_its_columns_and_its_cost_table(tree):
    rows = [replace(row, scoring="每少1分扣1分") for row in printed(clean(tree), tree).indicators]
    place = next(place for place, row in enumerate(rows) if row.name == "培训费")
    items = (CostItem(place, "讲课费", Decimal(400), "元/人次", Decimal(150), "人次"),)
    full = replace(clean(tree), indicators=tuple(rows), items=items)
    (reading,) = read_file("模板.xlsx", write_blank(full, tree, "k"), {tree.code: tree}).readings
    assert (reading.content, reading.notes) == (full, ())


def test_no_other_file_has_a_key():
    assert read(write_xlsx([(GOOD, TREE)])).key == ""
    assert read(write_blank(GOOD, TREE)).key == ""


def test_what_is_typed_into_spare_rows_and_the_cost_table_is_read():
    def fill(book):
        form, table = book.worksheets
        label = next(cell for row in form for cell in row if cell.value == "培训人数")
        form.cell(label.row + 1, label.column, "培训期数")
        form.cell(label.row + 1, label.column + 1, "=2期").data_type = "s"
        table.append(["培训费", "教材费", "1,200", "元/册"])

    (reading,) = read(changed(write_blank(FULL, TREE, "k"), fill)).readings
    assert ("培训期数", "=2期") in [(row.name, row.value) for row in reading.content.indicators]
    assert len(reading.content.indicators) == len(GOOD.indicators) + 1
    assert reading.content.items[-1].unit_price == 1200
    assert reading.content.indicators[reading.content.items[-1].indicator].name == "培训费"


@pytest.mark.parametrize(
    ("line", "message", "place"),
    [
        (["培训费", "教材", "十元"], messages.unparsed("十元"), "C4"),
        (["培训费", "教材", "1", "元", "-1"], messages.unparsed("-1"), "E4"),
        (["培训费", "教材", "1", "元" * 21], messages.unparsed("元" * 21), "D4"),
        (["别的费", "教材"], messages.no_cost_row("别的费"), "A4"),
    ],
)
def test_what_the_cost_table_cannot_keep_is_told_with_its_place(line, message, place):
    data = changed(write_blank(FULL, TREE), lambda book: book.worksheets[1].append(line))
    (reading,) = read(data).readings
    (note,) = reading.notes
    assert (note.message, str(note.place)) == (message, f"{COST_TABLE}!{place}")
    assert reading.content.items[:2] == ITEMS


@pytest.mark.office
@needs_office
def test_another_program_that_saves_a_blank_keeps_its_key_and_its_cost_table(tmp_path):
    path = tmp_path / "blank.xlsx"
    path.write_bytes(write_blank(FULL, TREE, "17:abc"))
    (saved,) = convert("xlsx", tmp_path, path)
    file = read(saved.read_bytes())
    assert (file.key, file.notes) == ("17:abc", ())
    assert replace(file.readings[0].content, title="") == FULL
