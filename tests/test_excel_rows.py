"""Rows of an Excel sheet as things of the database: all of them, or none and why."""

import io
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from declarations.models import BudgetUnit
from indicators import excel_messages as messages
from indicators import office_files
from indicators.excel_rows import (
    Column,
    Fault,
    FaultGroup,
    Importer,
    Written,
    import_rows,
    unique,
    write_sheet,
)

pytestmark = pytest.mark.django_db

NOT_KNOWN = "不是允许的级别。"
NOT_A_NUMBER = "不是数字。"
NO_SUCH_UNIT = "没有这个主管部门。"


def level(text):
    if text not in ("县级", "乡级"):
        raise ValueError(NOT_KNOWN)
    return text


def amount(text):
    try:
        return Decimal(text)
    except ArithmeticError:
        raise ValueError(NOT_A_NUMBER) from None


CODE = Column("code", "单位编码", required=True, limit=30)
NAME = Column("name", "单位名称", required=True, also=("名称",), limit=100)
LEVEL = Column("level", "级别", read=level)
BUDGET = Column("budget", "预算", read=amount, blank=None)
COLUMNS = (CODE, NAME, LEVEL, BUDGET)


def superior_is_known(rows):
    for row in rows:
        if row["name"].startswith("孤"):
            yield Fault(NO_SUCH_UNIT, row.number, row["name"])


def write(rows):
    made = [BudgetUnit(code=row["code"], name=row["name"]) for row in rows]
    BudgetUnit.objects.bulk_create(made)
    return Written(new=len(made))


UNITS = Importer("单位", COLUMNS, write, (unique(CODE), superior_is_known))
HEADINGS = [column.label for column in COLUMNS]


def workbook(*rows, headings=HEADINGS, above=()):
    book = Workbook()
    for row in (*above, headings, *rows):
        book.active.append(row)
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def run(data, dry_run=False):
    return import_rows(data, UNITS, dry_run=dry_run)


def many(faulty=()):
    """3,000 rows; ``faulty`` gives some of them by their number in Excel."""
    faulty = dict(faulty)
    return workbook(
        *(
            faulty.get(number, [f"5104{number:05}", f"单位{number}", "县级", 12.5])
            for number in range(2, 3002)
        )
    )


def test_rows_become_objects(django_assert_num_queries):
    outcome = run(workbook(["101", "财政局", "县级", 3], ["102", "一小", None, None]))
    assert (outcome.rows, outcome.written, outcome.faults) == (2, Written(new=2), ())
    assert list(BudgetUnit.objects.values_list("code", "name")) == [
        ("101", "财政局"),
        ("102", "一小"),
    ]


def test_a_dry_run_tells_the_same_and_keeps_nothing():
    data = many()
    tried = run(data, dry_run=True)
    assert not BudgetUnit.objects.exists()
    done = run(data)
    assert (tried.was_dry_run, done.was_dry_run) == (True, False)
    assert tried.written == done.written == Written(new=3000)
    assert BudgetUnit.objects.count() == 3000


def test_forty_faults_of_four_kinds_in_3000_rows_are_told_in_four_groups_and_nothing_is_written():
    places = [list(range(start, 3000, 300)) for start in (5, 6, 7, 8)]
    faulty = {number: [f"9{number}", f"单位{number}", "市级", 1] for number in places[0]}
    faulty |= {number: [f"9{number}", None, "县级", 1] for number in places[1]}
    faulty |= {number: ["510400002", f"单位{number}", "县级", 1] for number in places[2]}
    faulty |= {number: [f"9{number}", f"孤{number}", "县级", "三万"] for number in places[3]}
    outcome = run(many(faulty))
    assert not BudgetUnit.objects.exists()
    expected = {
        messages.in_column("级别", NOT_KNOWN): places[0],
        messages.in_column("单位名称", messages.blank()): places[1],
        messages.in_column("预算", NOT_A_NUMBER): places[3],
        messages.duplicate(["单位编码"]): places[2],
    }
    assert {group.message: list(group.rows) for group in outcome.faults} == expected
    assert outcome.faults[0].seen == ("市级",)


def test_a_group_names_its_rows_and_what_stood_there():
    told = str(FaultGroup(NOT_KNOWN, (5, 17), ("市级",)))
    assert "5、17" in told
    assert "市级" in told
    assert NOT_KNOWN in told
    assert messages.places(range(5, 404)).endswith("399处")


def test_faults_that_only_the_whole_table_shows_are_told_too():
    outcome = run(workbook(["101", "孤单位"], ["102", "财政局"]))
    assert outcome.faults == (FaultGroup(NO_SUCH_UNIT, (2,), ("孤单位",)),)


def test_a_wrong_column_is_named_with_its_place():
    outcome = run(workbook(["101", "财政局"], headings=["单位编码", "叫什么"]))
    assert [group.message for group in outcome.faults] == [
        messages.missing_column("单位名称"),
        messages.unknown_column("叫什么", "B", HEADINGS),
    ]


def test_a_column_without_a_heading_is_not_lost_in_silence():
    data = workbook(["101", "财政局", "县级", 1, "备注"])
    assert [group.message for group in run(data).faults] == [
        messages.unknown_column("", "E", HEADINGS)
    ]


def test_a_column_given_twice_is_refused():
    data = workbook(["101", "甲", "乙"], headings=["单位编码", "单位名称", "名称"])
    assert [group.message for group in run(data).faults] == [messages.column_twice("单位名称")]


def test_headings_are_known_below_a_title_with_blanks_a_star_and_a_number_column():
    data = workbook(
        [1, "101", "财政局"],
        headings=["序号", "单位 编码*", " 名称 "],
        above=(["青山县预算单位表"], [None]),
    )
    assert run(data).written == Written(new=1)
    assert BudgetUnit.objects.get().name == "财政局"


def test_blank_rows_are_passed_over_and_numbers_stay_those_of_excel():
    data = workbook(["101", "财政局"], [None], ["102", None])
    assert run(data).faults[0].rows == (4,)


def test_a_gap_in_a_row_is_a_blank_cell():
    assert run(workbook(["101", "财政局", None, 3])).is_good


def test_the_sheet_with_the_headings_is_read_and_the_others_are_named():
    book = Workbook()
    book.active.title = "说明"
    book.active.append(["怎样填写"])
    sheet = book.create_sheet("单位")
    sheet.append(HEADINGS)
    sheet.append(["101", "财政局"])
    outcome = run(saved(book))
    assert outcome.written == Written(new=1)
    assert outcome.unread_sheets == ("说明",)


def test_a_code_written_as_a_number_is_its_digits():
    assert run(workbook([510411001, "财政局"])).is_good
    assert BudgetUnit.objects.get().code == "510411001"


def test_a_number_that_excel_has_cut_is_refused():
    (group,) = run(workbook([5104110010000000001, "财政局"])).faults
    assert group.message == messages.in_column("单位编码", messages.digits_lost())


def test_a_formula_that_failed_is_refused():
    book = Workbook()
    book.active.append(HEADINGS)
    book.active.append(["101", "#REF!"])
    book.active["B2"].data_type = "e"
    (group,) = run(saved(book)).faults
    assert group.message == messages.in_column("单位名称", messages.formula_error())


def test_a_text_longer_than_its_column_takes_is_refused():
    (group,) = run(workbook(["1" * 31, "财政局"])).faults
    assert group.message == messages.in_column("单位编码", messages.too_long(30))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", office_files.empty_file()),
        (b"%PDF-1.7", messages.not_excel()),
        (workbook(["101", "财政局"])[:1500], office_files.damaged(".xlsx")),
        (workbook(), messages.no_rows()),
        (workbook(headings=["甲", "乙"]), messages.no_heading(HEADINGS)),
    ],
)
def test_a_file_without_such_a_table_gets_a_clear_word(data, message):
    assert [group.message for group in run(data).faults] == [message]


def test_more_rows_than_are_taken_at_once_are_refused(monkeypatch):
    few = Importer("单位", COLUMNS, write, most_rows=2)
    data = workbook(["1", "甲"], ["2", "乙"], ["3", "丙"])
    outcome = import_rows(data, few, dry_run=False)
    assert [group.message for group in outcome.faults] == [messages.too_many_rows(3, 2)]
    assert not BudgetUnit.objects.exists()


def test_what_is_written_reads_back_the_same():
    things = [
        {"code": "0101", "name": "=SUM(A1)", "level": "县级", "budget": Decimal("2000.50")},
        {"code": "102", "name": "_x4E00_\n第二行", "level": "", "budget": None},
        {"code": "103", "name": "丙", "level": "", "budget": Decimal("1234567890123456.78")},
    ]
    data = write_sheet(UNITS, things)
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet["B2"].data_type == "s"
    assert sheet["D2"].value == 2000.5
    kept = []

    def keep(rows):
        kept.extend(dict(row.values) for row in rows)
        return Written()

    assert import_rows(data, Importer("单位", COLUMNS, keep), dry_run=False).is_good
    assert kept == things
