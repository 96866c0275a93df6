"""The page about the workflow says what its table says."""

from django.core.management import call_command

from declarations.life.workflow_doc import CONDITIONS, WHO
from declarations.life.workflow_table import TABLE, Guard
from declarations.management.commands.workflow_doc import PATH
from declarations.permissions import Verb


def test_the_page_is_current(tmp_path):
    made = tmp_path / "workflow.md"
    call_command("workflow_doc", output=made)
    assert PATH.read_text(encoding="utf-8") == made.read_text(encoding="utf-8")


def test_everybody_and_every_condition_of_the_table_has_its_words():
    assert set(CONDITIONS) == set(Guard)
    assert set(WHO) == {row.verb for row in TABLE} <= set(Verb)
