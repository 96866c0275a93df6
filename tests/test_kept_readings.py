"""What was read from a file waits in the database and comes back the same."""

import pytest

from declarations.files.kept_readings import dump, load
from declarations.sheet import read_file
from declarations.sheet.blank import write_blank
from indicators.tree import shipped
from tests.conftest import DATA
from tests.web.conftest import GOOD


@pytest.mark.parametrize("name", ["renhe-2021.docx", "renhe-2021.txt"])
def test_a_reading_comes_back_equal(name):
    file = read_file(name, (DATA / name).read_bytes())
    assert file.readings
    assert load(dump(file)) == file


def test_problems_and_the_key_of_a_blank_come_back_too():
    for file in (
        read_file("x.docx", b"\x89PNG\r\n"),
        read_file("x.xlsx", write_blank(GOOD, shipped()["sichuan-2021"], "key")),
    ):
        assert file.problems or file.key
        assert load(dump(file)) == file


def test_the_text_is_plain_ascii_whatever_was_read():
    assert dump(read_file("甲\0\ud800.txt", b"")).isascii()
