"""The library as an Excel sheet: out, and in again."""

import pytest

from indicators import excel_messages, library_messages
from indicators.excel_rows import Written, import_rows, write_sheet
from indicators.library_rows import COLUMNS, LIBRARY, NAME, UNIT_CODE, rows
from indicators.models import LibraryIndicator
from indicators.suggesting import suggest
from indicators.tree import KINDS

from .test_excel_rows import workbook

pytestmark = pytest.mark.django_db

State = LibraryIndicator.State
HEADINGS = [column.label for column in COLUMNS]
GOOD = {
    "类别": "数量",
    "三级指标": "培训人次",
    "指标性质": "≥",
    "常用值": 150,
    "计量单位": "人次",
    "关键词": "会计, 财务",
}


def sheet(*changes):
    """A sheet with a row for each: the good one with these cells changed."""
    return workbook(
        *([{**GOOD, **change}.get(heading) for heading in HEADINGS] for change in changes),
        headings=HEADINGS,
    )


def run(data, dry_run=False):
    return import_rows(data, LIBRARY, dry_run=dry_run)


def test_a_row_becomes_an_entry_that_is_offered():
    assert run(sheet({})).written == Written(new=1)
    (found,) = suggest("quantity", "培训", words="会计培训")
    assert (found.entry.value_text, found.fitting) == ("≥150人次", ("会计",))


def test_what_is_exported_comes_back_the_same():
    entries = [
        LibraryIndicator(kind="quantity", name="培训人次", comparator="≥", usual_value="150"),
        LibraryIndicator(kind="quality", name="验收结果", usual_value="通过验收", unit_code="1"),
        LibraryIndicator(kind="cost", name="=师资费", state=State.RETIRED, keywords="培训、讲课"),
    ]
    LibraryIndicator.objects.bulk_create(entries)
    data = write_sheet(LIBRARY, rows(LibraryIndicator.objects.all()))
    assert run(data).written == Written(same=3)
    before = list(LibraryIndicator.objects.order_by("pk").values(*(c.key for c in COLUMNS)))
    LibraryIndicator.objects.all().delete()
    assert run(data).written == Written(new=3)
    after = LibraryIndicator.objects.values(*(column.key for column in COLUMNS))
    assert sorted(map(str, after)) == sorted(map(str, before))


def test_a_row_whose_entry_is_there_changes_it_and_keeps_its_counts():
    LibraryIndicator.objects.create(kind="quantity", name="培训 人次", uses=7, state=State.RETIRED)
    assert run(sheet({})).written == Written(changed=1)
    one = LibraryIndicator.objects.get()
    assert (one.uses, one.usual_value, one.state) == (7, "150", State.ACCEPTED)
    assert len(suggest("quantity", "培训")) == 1


def test_a_proposal_of_the_same_name_is_decided_on_its_page():
    LibraryIndicator.objects.create(kind="quantity", name="培训人次", state=State.PROPOSED)
    assert [group.message for group in run(sheet({})).faults] == [library_messages.UNDER_REVIEW]


def test_thousands_of_rows_with_forty_faults_of_four_kinds_are_told_in_four_groups():
    changes = [{"三级指标": f"培训人次{number}"} for number in range(2, 3002)]
    for place, fault in enumerate(
        (
            {"类别": "数两"},
            {"三级指标": None},
            {"常用值": "很多"},
            {"三级指标": "培训 人次2"},
        )
    ):
        for number in range(100 + place, 1100 + place, 100):
            changes[number].update(fault)
    outcome = run(sheet(*changes))
    assert not LibraryIndicator.objects.exists()
    assert {group.message: len(group.rows) for group in outcome.faults} == {
        excel_messages.in_column("类别", excel_messages.one_of(KINDS.values())): 10,
        excel_messages.in_column("三级指标", excel_messages.blank()): 10,
        library_messages.NOT_A_NUMBER: 10,
        excel_messages.duplicate([COLUMNS[0].label, NAME.label, UNIT_CODE.label]): 10,
    }
    assert outcome.faults[0].rows[:2] == (102, 202)
