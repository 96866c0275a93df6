"""Our documents in another program: LibreOffice prints them on one page and saves them whole."""

from collections import Counter
from dataclasses import replace

import pytest

from declarations.content import Indicator
from declarations.sheet import read_file, write_docx, write_xlsx
from tests.sheet import renhe
from tests.sheet.office import convert, needs_office, pages, text
from tests.sheet.test_round_trip import TEXTS, printed

WRITERS = {"docx": write_docx, "xlsx": write_xlsx}
every_kind = pytest.mark.parametrize("kind", WRITERS)
pytestmark = [pytest.mark.office, needs_office]


def saved(tmp_path, kind, name, forms, **options):
    path = tmp_path / f"{name}.{kind}"
    path.write_bytes(WRITERS[kind]([(form, renhe.tree()) for form in forms], **options))
    return path


@every_kind
def test_each_form_of_2021_prints_on_one_a4_page(tmp_path, kind):
    sources = [saved(tmp_path, kind, f"f{n:02}", [form]) for n, form in enumerate(renhe.complete())]
    for pdf, form in zip(convert("pdf", tmp_path, *sources), renhe.complete(), strict=True):
        count, size = pages(pdf)
        assert count == 1, form.project
        assert size.endswith("(A4)")
        seen = text(pdf)
        assert "".join(form.goal.split()) in seen
        shown = "".join(row.name + row.value for row in form.indicators)
        lost = Counter("".join(shown.split())) - Counter(seen)
        assert not lost.keys() - {"-"}, "a text is cut off"  # pdftotext joins broken lines


@every_kind
def test_many_forms_print_one_a_page(tmp_path, kind):
    (pdf,) = convert("pdf", tmp_path, saved(tmp_path, kind, "all", renhe.complete()))
    assert pages(pdf)[0] == 14


@every_kind
def test_a_draft_says_so_on_the_page(tmp_path, kind):
    form = renhe.complete()[4]
    draft = saved(tmp_path, kind, "draft", [form], draft=True)
    official = saved(tmp_path, kind, "official", [form])
    seen = [text(pdf) for pdf in convert("pdf", tmp_path, draft, official)]
    assert ["草稿" in one for one in seen] == [True, False]


@every_kind
def test_forms_come_back_equal_after_another_program_saved_them(tmp_path, kind):
    forms = renhe.complete()
    (path,) = convert(kind, tmp_path, saved(tmp_path, kind, "all", forms))
    found = read_file(path.name, path.read_bytes())
    assert [reading.content for reading in found.readings] == [printed(form) for form in forms]


@every_kind
def test_odd_texts_come_back_equal_after_another_program_saved_them(tmp_path, kind):
    texts = [one for one in TEXTS if one.strip() and one != "_x0041_"]  # it escapes that wrongly
    rows = tuple(Indicator("项目完成", "数量指标", name, name) for name in texts)
    form = replace(renhe.complete()[0], goal="=1+1", project="+86", indicators=rows)
    (path,) = convert(kind, tmp_path, saved(tmp_path, kind, "odd", [form]))
    (reading,) = read_file(path.name, path.read_bytes()).readings
    assert reading.content == printed(form)
