"""The 14 forms and two fragments of 2021, read from text, Word and Excel."""

import pytest

from declarations.sheet import messages, read_file
from tests.conftest import DATA
from tests.sheet import renhe

every_kind = pytest.mark.parametrize("kind", renhe.KINDS)


@every_kind
def test_every_form_is_read_cell_by_cell(kind):
    for reading, piece in zip(renhe.readings(kind), renhe.expected(), strict=True):
        wanted = {key: piece[key] for key in piece if key not in ("piece", "complete")}
        assert renhe.as_expected(reading.content) == wanted, piece["piece"]


@every_kind
def test_only_the_damaged_label_is_remarked(kind):
    notes = [note for reading in renhe.readings(kind) for note in reading.notes]
    assert [note.code for note in notes] == ["IMP-HEADER-DAMAGED"]
    assert notes[0].message == messages.damaged_label("效指标", "绩效指标")
    assert str(notes[0].place) == ("16!A5" if kind == "xlsx" else "表16 第5行 第1列")


def test_texts_are_kept_as_they_were_written():
    values = [row.value for row in renhe.readings("txt")[3].content.indicators]
    assert "财政局业务股室15人，培训经费定额标准 4000元/人，总计6万元   " in values


@every_kind
def test_the_title_is_read_where_there_is_one(kind):
    titles = [reading.content.title for reading in renhe.readings(kind)]
    assert titles == [renhe.tree().form_title] * 14 + ["", ""]


@pytest.mark.parametrize(
    ("kind", "where", "place"),
    [
        ("txt", "project", "表2 第1行 第2列"),
        ("docx", "project", "表2 第1行 第3列"),
        ("xlsx", "project", "02!C3"),
        ("docx", "funding.total", "表2 第3行 第4列"),
        ("xlsx", "goal", "02!B9"),
        ("xlsx", "indicators[1].name", "02!D12"),
        ("xlsx", "indicators[1].value", "02!E12"),
        ("xlsx", "year", "02!A2"),
    ],
)
def test_every_value_has_its_place(kind, where, place):
    assert str(renhe.readings(kind)[1].places[where]) == place


@every_kind
def test_every_value_of_every_form_has_a_place(kind):
    for reading in renhe.readings(kind):
        rows = range(len(reading.content.indicators))
        wanted = {f"indicators[{row}].{column}" for row in rows for column in ("name", "value")}
        assert wanted <= reading.places.keys()


def test_the_source_says_table_or_sheet():
    assert renhe.readings("docx")[2].source == {"table": 3, "first_row": 1}
    assert renhe.readings("xlsx")[2].source == {"sheet": "03", "first_row": 1}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le"]
)
def test_a_text_in_any_usual_encoding_reads_alike(encoding):
    text = (DATA / "renhe-2021.txt").read_text(encoding="utf-8")
    data = text.encode(encoding, errors="strict" if encoding != "gbk" else "replace")
    found = read_file("renhe.txt", data)
    assert not found.problems
    assert len(found.readings) == 16
    assert found.readings[0].content == renhe.readings("txt")[0].content


def test_line_ends_of_windows_make_no_difference():
    data = (DATA / "renhe-2021.txt").read_bytes().replace(b"\n", b"\r\n")
    contents = [reading.content for reading in read_file("renhe.txt", data).readings]
    assert contents == [reading.content for reading in renhe.readings("txt")]
