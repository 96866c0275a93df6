"""Answering findings on the pages: fixes, reasons, and taking both back."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from declarations.actions import create_declaration
from declarations.checks.messages import justification as words
from declarations.drafting import editing
from declarations.models import Correction, Declaration, RuleSetting
from declarations.views import answers, undoing
from declarations.views.examined import examine

from .conftest import GOOD, Role

REASON = "此项为框架协议价，年初已按协议一次核定"
LUMP = "CST-NO-BREAKDOWN"


@pytest.fixture
def untidy(bureau, cycle):
    """A draft with blanks around its goal and one name, and a cost that is a lump sum."""
    first, *rest = GOOD.indicators
    rows = [replace(first, name=f"{first.name} "), *rest]
    rows[3] = replace(rows[3], value="培训费6万元")
    content = replace(GOOD, goal=f" {GOOD.goal}　", indicators=tuple(rows))
    return create_declaration(content, unit=bureau, cycle=cycle)


@pytest.fixture
def post(as_filler, untidy):
    """Posts an answer as a plain browser does."""

    def post(name, **data):
        return as_filler.post(reverse(name, args=[untidy.pk]), data)

    return post


@pytest.fixture
def htmx_post(htmx, untidy):
    def post(name, **data):
        return htmx(reverse(name, args=[untidy.pk]), data)

    return post


@pytest.fixture
def paper(as_filler, untidy):
    """The page of the form as it is now."""
    return lambda: as_filler.get(reverse("declaration", args=[untidy.pk]))


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_the_page_shows_what_a_fix_would_change(paper):
    page = paper().content.decode()
    assert "<del>␣</del>" in page
    assert "<del>□</del>" in page
    assert page.count('name="where" value="goal"') == 1


def test_one_click_takes_one_fix(post, untidy, fresh):
    response = post("mend", code="TXT-TRIM", where="goal")
    assert response["Location"].startswith(reverse("declaration", args=[untidy.pk]))
    now = fresh(untidy)
    assert now.annual_goal == GOOD.goal
    assert now.rows()[0].name == f"{GOOD.indicators[0].name} "


def test_one_click_takes_all_mechanical_fixes_and_says_how_many(post, paper, untidy, fresh):
    assert len(paper().context["examined"].tidying) == 2
    post("mend_all")
    assert fresh(untidy).annual_goal == GOOD.goal
    response = paper()
    assert response.context["deed"].text == answers.MENDED.format(count=2)
    assert response.context["examined"].tidying == []


def test_what_a_fix_changed_is_put_back(post, paper, untidy, fresh):
    before = fresh(untidy).content()
    post("mend_all")
    response = post("undo")
    assert fresh(untidy).content() == before
    assert said(response) == [answers.UNDONE.format(count=2)]
    assert paper().context["deed"] is None
    assert said(post("undo")) == [answers.NOTHING_TO_UNDO]


def test_a_deed_that_is_to_stand_is_not_spoken_of_again(post, paper, untidy, fresh):
    post("mend_all")
    post("undo", do="keep")
    assert paper().context["deed"] is None
    assert fresh(untidy).annual_goal == GOOD.goal


def test_a_deed_can_be_taken_back_for_a_while(post, paper, monkeypatch):
    post("mend_all")
    monkeypatch.setattr(undoing, "SHOWN_FOR", timedelta())
    assert paper().context["deed"] is None
    monkeypatch.setattr(undoing, "KEPT_FOR", timedelta())
    assert said(post("undo")) == [answers.NOTHING_TO_UNDO]


def test_undoing_says_how_many_texts_were_changed_since(post, untidy, fresh):
    post("mend_all")
    Declaration.objects.filter(pk=untidy.pk).update(annual_goal="后来又改的目标")
    assert said(post("undo")) == [answers.PARTLY_UNDONE.format(count=1, left=1)]
    assert fresh(untidy).annual_goal == "后来又改的目标"


def test_a_fix_that_is_gone_says_so(post, untidy):
    assert said(post("mend", code="TXT-TRIM", where="project")) == [answers.GONE]
    assert not Correction.objects.exists()


def test_a_rule_that_is_off_mends_nothing(post, paper, untidy, fresh):
    RuleSetting.objects.create(cycle=untidy.cycle, code="TXT-TRIM", level="off")
    assert paper().context["examined"].tidying == []
    goal = GOOD.goal.replace("，", ",", 1)
    Declaration.objects.filter(pk=untidy.pk).update(annual_goal=f" {goal}")
    post("mend_all")
    assert fresh(untidy).annual_goal == f" {GOOD.goal}"


def test_a_fix_in_the_wizard_sends_the_new_texts_to_their_fields(htmx_post, untidy, row_of):
    row = row_of(untidy, f"{GOOD.indicators[0].name} ")
    response = htmx_post("mend_all", step="indicators")
    texts = {f"row-{row.pk}-name": GOOD.indicators[0].name, "id_annual_goal": GOOD.goal}
    assert json.loads(response.headers["HX-Trigger"]) == {"texts-changed": texts}
    page = response.content.decode()
    assert 'id="side"' in page
    assert f'action="{reverse("undo", args=[untidy.pk])}"' in page


def test_a_reason_lets_a_warning_stand_and_goes_with_the_form(post, paper, untidy, fresh):
    before = paper().context["examined"].counts
    response = post("justify", code=LUMP, text=REASON)
    assert response["Location"].endswith(f"#check-{LUMP}")
    examined = paper().context["examined"]
    assert examined.counts.warnings == before.warnings - 1
    assert examined.counts.justified == 1
    assert [group.justification.text for group in examined.justified] == [REASON]


def test_a_reviewer_reads_the_reason_and_cannot_answer(client, person, post, untidy, bureau):
    post("justify", code=LUMP, text=REASON)
    client.force_login(person("reviewer", bureau, Role.FINANCE_REVIEWER))
    page = client.get(reverse("declaration", args=[untidy.pk])).content.decode()
    assert REASON in page
    for name in ("mend", "mend_all", "justify", "withdraw", "undo"):
        url = reverse(name, args=[untidy.pk])
        assert f'action="{url}"' not in page
        assert client.post(url, {"code": LUMP}).status_code == 403
    assert untidy.justifications.count() == 1


def test_one_reason_covers_all_rows_of_a_check(post, paper, untidy):
    row = untidy.indicators.get(node__kind="cost")
    untidy.indicators.create(node=row.node, position=9, name="资料费", value="资料费2万元")
    (group,) = [one for one in paper().context["examined"].unanswered if one.code == LUMP]
    assert len(group.marked) == 2
    post("justify", code=LUMP, text=REASON)
    assert LUMP not in [one.code for one in paper().context["examined"].unanswered]


@pytest.mark.parametrize("step", ["", "funding", "check"])
def test_a_reason_that_says_too_little_is_given_back_with_what_is_wrong(post, untidy, step):
    response = post("justify", code=LUMP, text="没有 ", step=step)
    refused = response.context["refused"]
    assert (refused.code, refused.text) == (LUMP, "没有 ")
    assert refused.error == words.TOO_SHORT.format(least=5)
    page = response.content.decode()
    assert refused.error in page
    assert "\n没有 </textarea>" in page
    assert not untidy.justifications.exists()


@pytest.mark.parametrize("text", ["按协议\0一次核定", "按" * 5_001])
def test_a_reason_that_no_database_keeps_is_given_back(post, untidy, text):
    response = post("justify", code=LUMP, text=text)
    assert response.status_code == 200
    refused = response.context["refused"]
    assert refused.text == text
    assert refused.error in response.content.decode()
    assert not untidy.justifications.exists()


@pytest.mark.parametrize("name", ["justify", "withdraw"])
@pytest.mark.parametrize("code", ["CST\0", "", "X" * 41])
def test_what_is_no_code_of_a_check_is_not_found(post, name, code):
    assert post(name, code=code, text=REASON).status_code == 404


def test_htmx_gets_the_reason_back_too(htmx_post):
    response = htmx_post("justify", code=LUMP, text="没有", step="funding")
    page = response.content.decode()
    assert words.TOO_SHORT.format(least=5) in page
    assert "<html" not in page


def test_a_reason_is_withdrawn(post, paper):
    post("justify", code=LUMP, text=REASON)
    post("withdraw", code=LUMP)
    assert paper().context["examined"].counts.justified == 0
    assert LUMP in [one.code for one in paper().context["examined"].unanswered]


def test_desk_and_list_tell_open_warnings_from_justified_ones(as_filler, post, untidy):
    post("justify", code=LUMP, text=REASON)
    for name in ("home", "list"):
        page = as_filler.get(reverse(name)).content.decode()
        assert "severity-justified" in page


def test_what_has_been_submitted_is_not_answered(post, untidy, fresh):
    Declaration.objects.update(state=Declaration.State.IN_REVIEW)
    for name in ("mend", "mend_all", "justify", "withdraw", "undo"):
        assert post(name, code=LUMP, text=REASON).status_code == 403
    assert fresh(untidy).annual_goal != GOOD.goal


def test_what_has_been_submitted_offers_no_undoing(post, paper):
    post("mend_all")
    Declaration.objects.update(state=Declaration.State.IN_REVIEW)
    assert paper().context["deed"] is None
    Declaration.objects.update(state=Declaration.State.RETURNED)
    assert paper().context["deed"] is None


def test_findings_of_one_check_are_one_entry_with_all_their_cells(paper, untidy, fresh):
    examined = examine(fresh(untidy))
    trim = next(group for group in examined.informing if group.code == "TXT-TRIM")
    assert [len(each.marked) for each in trim.said] == [2]
    page = paper().content.decode()
    assert page.count('id="check-TXT-TRIM"') == 1
    for one in trim.marked:
        assert f'id="finding-{one.number}"' in page
        assert f'href="#{one.cell}"' in page


# Rows


@pytest.fixture
def row(untidy):
    row = untidy.indicators.get(node__kind="cost")
    row.items.create(label="培训费", unit_price="400.5", quantity=15, quantity_unit="人")
    return row


def test_a_deleted_row_comes_back_with_its_cost_table(as_filler, post, untidy, row, fresh):
    before = fresh(untidy).content()
    as_filler.post(reverse("row", args=[untidy.pk, row.pk]), {"do": "delete", "step": "funding"})
    assert not untidy.indicators.filter(pk=row.pk).exists()
    response = post("undo", step="funding")
    assert response["Location"].endswith(f"#row-{row.pk}")
    assert fresh(untidy).content() == before


def test_a_deleted_line_of_the_cost_table_comes_back(as_filler, post, untidy, row, fresh):
    before = fresh(untidy).content()
    item = row.items.get()
    as_filler.post(reverse("item", args=[untidy.pk, item.pk]), {"do": "delete", "step": "funding"})
    assert not row.items.exists()
    post("undo", step="funding")
    assert fresh(untidy).content() == before


def test_what_stands_on_the_form_is_not_restored_over_it(untidy, row):
    restored = editing.restore(untidy, record := editing.delete(row))
    editing.save_row(restored, lambda: {"name": "后来又改的名称"})
    assert editing.restore(untidy, record) is None
    assert untidy.indicators.get(pk=restored.pk).name == "后来又改的名称"


def test_a_line_whose_row_is_gone_as_well_stays_deleted(as_filler, post, untidy, row):
    item = row.items.get()
    as_filler.post(reverse("item", args=[untidy.pk, item.pk]), {"do": "delete", "step": "funding"})
    row.delete()
    assert said(post("undo", step="funding"))[-1] == answers.NOT_RESTORED


def test_a_deletion_on_another_form_is_not_undone_here(
    as_filler, post, untidy, row, declaration, fresh
):
    as_filler.post(reverse("row", args=[untidy.pk, row.pk]), {"do": "delete"})
    as_filler.post(reverse("undo", args=[declaration.pk]))
    assert not untidy.indicators.filter(pk=row.pk).exists()


# The reading of costs


def test_the_reading_of_a_cost_stands_under_its_cell_and_follows_each_save(
    as_filler, htmx, untidy, row
):
    for step in ("funding", "indicators"):
        page = as_filler.get(reverse("edit", args=[untidy.pk, step])).content.decode()
        assert f'id="row-{row.pk}-reading"' in page
    row.items.all().delete()
    response = htmx(
        reverse("row", args=[untidy.pk, row.pk]),
        {"name": "培训费", "value": "15人×4000元/人=6万元", "step": "funding"},
    )
    page = response.content.decode()
    at = page.index(f'id="row-{row.pk}-reading"')
    line = response.context["examined"].readings[f"row-{row.pk}"]
    assert line.how in page[at:]
    assert "60,000" in page[at : page.index("</div>", at)]
