"""Two windows with the same draft: what one saved stays, whatever the other shows."""

import json
import re
from datetime import datetime
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from declarations.drafting import editing, mending
from declarations.forms import messages
from declarations.forms.fields import GOAL_LIMIT, NAME_LIMIT, VALUE_LIMIT
from declarations.models import CostItem, Declaration, Indicator

from .conftest import GOOD, Role

INPUT = re.compile(r'<input type="hidden"[^>]* name="((?:initial|seen)-[^"]+)" value="([^"]*)"')


def hidden_in(page):
    return {name: unescape(text) for name, text in INPUT.findall(page)}


@pytest.fixture
def goal_url(declaration):
    return reverse("edit", args=[declaration.pk, "goal"])


@pytest.fixture
def goal_page(as_filler, goal_url):
    """What a window sends that was opened now and in which this goal is typed."""

    def make(text):
        page = as_filler.get(goal_url).content.decode()
        return {**hidden_in(page), "annual_goal": text}

    return make


@pytest.fixture
def row(declaration, row_of):
    return row_of(declaration, "培训人数")


@pytest.fixture
def row_url(declaration, row):
    return reverse("row", args=[declaration.pk, row.pk])


@pytest.fixture
def row_page(as_filler, declaration, row):
    """As ``goal_page``, for the row; what is not typed stands as it was shown."""

    def make(**typed):
        url = reverse("edit", args=[declaration.pk, "indicators"])
        page = as_filler.get(url).content.decode()
        block = page[page.index(f'id="row-{row.pk}"') :]
        shown = hidden_in(block[: block.index("</form>")])
        texts = {name.removeprefix("initial-"): text for name, text in shown.items()}
        return {**shown, **texts, **typed}

    return make


def texts_of(row):
    row.refresh_from_db()
    return row.name, row.value


def errors_of(response, field):
    return response.context["form"].errors.as_data()[field]


def test_two_people_who_change_different_fields_of_a_row_both_win(
    as_filler, row, row_url, row_page
):
    mine, theirs = row_page(name="培训人次"), row_page(value="≥20人")
    as_filler.post(row_url, theirs)
    assert as_filler.post(row_url, mine).status_code == 302
    assert texts_of(row) == ("培训人次", "≥20人")


def test_an_old_page_keeps_what_it_shows_apart_from_what_is_stored(htmx, row, row_url, row_page):
    mine, theirs = row_page(name="培训人次"), row_page(value="≥20人")
    htmx(row_url, theirs)
    answer = htmx(row_url, mine).content.decode()
    assert set(hidden_in(answer)) == {"initial-name"}
    htmx(row_url, {**mine, **hidden_in(answer), "name": "培训总人次"})
    assert texts_of(row) == ("培训总人次", "≥20人")


def test_a_page_that_changed_nothing_saves_nothing(as_filler, row, row_url, row_page):
    mine = row_page()
    as_filler.post(row_url, row_page(value="≥20人"))
    assert as_filler.post(row_url, mine).status_code == 302
    assert texts_of(row) == ("培训人数", "≥20人")


@pytest.mark.parametrize(
    ("stored", "message"),
    [("≥20人", messages.CHANGED_MEANWHILE), ("", messages.EMPTIED_MEANWHILE)],
)
def test_a_field_that_both_changed_is_refused_with_what_stands_there_now(
    htmx, row, row_url, row_page, stored, message
):
    mine, theirs = row_page(value="≥30人"), row_page(value=stored)
    htmx(row_url, theirs)
    response = htmx(row_url, mine)
    (error,) = errors_of(response, "value")
    assert (error.message, error.params["text"]) == (message, stored)
    assert texts_of(row) == ("培训人数", stored)


def test_typing_on_does_not_save_over_a_conflict_but_the_button_does(htmx, row, row_url, row_page):
    mine = row_page(value="≥30人")
    htmx(row_url, row_page(value="≥20人"))
    seen = hidden_in(htmx(row_url, mine).content.decode())
    typed_on = {**mine, **seen, "value": "≥30人次"}
    htmx(row_url, typed_on)
    assert texts_of(row)[1] == "≥20人"
    htmx(row_url, {**typed_on, "do": "save"})
    assert texts_of(row)[1] == "≥30人次"


def test_moving_a_row_does_not_save_over_a_conflict(htmx, row, row_url, row_page):
    mine = row_page(value="≥30人")
    htmx(row_url, row_page(value="≥20人"))
    seen = hidden_in(htmx(row_url, mine).content.decode())
    htmx(row_url, {**mine, **seen, "do": "down"})
    assert texts_of(row)[1] == "≥20人"


def test_a_plain_browser_gets_its_text_back_and_may_save_over_what_it_was_shown(
    as_filler, declaration, goal_url, goal_page
):
    mine = goal_page("我填的目标")
    as_filler.post(goal_url, goal_page("别人填的目标"))
    response = as_filler.post(goal_url, mine)
    page = response.content.decode()
    (error,) = errors_of(response, "annual_goal")
    assert error.params["text"] == "别人填的目标"
    assert "我填的目标</textarea>" in page
    as_filler.post(goal_url, {**hidden_in(page), "annual_goal": "我填的目标"})
    declaration.refresh_from_db()
    assert declaration.annual_goal == "我填的目标"


def test_the_same_text_from_both_windows_is_no_conflict(as_filler, goal_url, goal_page):
    mine, theirs = goal_page("同一个目标"), goal_page("同一个目标")
    as_filler.post(goal_url, theirs)
    assert as_filler.post(goal_url, mine).status_code == 302


def test_lines_and_blanks_that_nobody_changed_are_no_change(
    as_filler, declaration, goal_url, goal_page
):
    kept = ' 一、"办班"\n　二、考核<br> '
    Declaration.objects.update(annual_goal=kept)
    mine = goal_page(kept.replace("\n", "\r\n"))
    Declaration.objects.update(annual_goal="别人填的目标")
    assert as_filler.post(goal_url, mine).status_code == 302
    declaration.refresh_from_db()
    assert declaration.annual_goal == "别人填的目标"


def test_what_is_not_sent_is_not_emptied(as_filler, declaration, row, row_url, goal_url):
    as_filler.post(row_url, {"do": "up"})
    as_filler.post(goal_url, {})
    declaration.refresh_from_db()
    assert texts_of(row) == ("培训人数", "≥15人")
    assert declaration.annual_goal == GOOD.goal


def test_a_save_that_comes_between_fetching_and_locking_is_seen(declaration, row):
    stale = Indicator.objects.get(pk=row.pk)
    Indicator.objects.filter(pk=row.pk).update(value="≥20人")
    seen = []

    def read():
        seen.append(stale.value)
        return {"value": "≥30人"} if stale.value == "≥15人" else {}

    editing.save_row(stale, read)
    assert seen == ["≥15人", "≥20人"]
    assert texts_of(row)[1] == "≥20人"


def test_a_row_that_was_deleted_between_fetching_and_locking_is_gone(declaration, row):
    item = row.items.create(label="场地费")
    stale, stale_item = (
        Indicator.objects.get(pk=row.pk),
        CostItem.objects.select_related("indicator").get(pk=item.pk),
    )
    editing.delete(row)
    for deed in (
        lambda: editing.save_row(stale, lambda: {"name": "另一个"}),
        lambda: editing.place_row(stale, declaration.rows()[0].node),
        lambda: editing.move_row(stale, 1),
        lambda: editing.add_item(stale),
        lambda: editing.save_item(stale_item, lambda: {"label": "另一个"}),
        lambda: editing.delete(stale_item),
        lambda: editing.delete(stale),
    ):
        with pytest.raises(editing.Gone):
            deed()
    assert not Indicator.objects.filter(pk=stale.pk).exists()


@pytest.mark.parametrize("do", ["save", "up", "delete"])
def test_a_row_that_is_gone_is_answered_with_the_page_that_says_so(
    as_filler, row, row_url, monkeypatch, do
):
    def deleted_meanwhile(*args, **options):
        raise editing.Gone

    for name in ("save_row", "move_row", "delete"):
        monkeypatch.setattr(editing, name, deleted_meanwhile)
    response = as_filler.post(row_url, {"name": "x", "do": do})
    assert response.status_code == 404
    assert "404.html" in [template.name for template in response.templates]


def test_what_is_deleted_is_remembered_as_it_stood_last(declaration, row):
    stale = Indicator.objects.get(pk=row.pk)
    Indicator.objects.filter(pk=row.pk).update(value="≥20人")
    restored = editing.restore(declaration, editing.delete(stale))
    assert restored.value == "≥20人"


@pytest.mark.parametrize(("name", "limit"), [("name", NAME_LIMIT), ("value", VALUE_LIMIT)])
def test_a_text_that_is_too_long_is_given_back_whole(as_filler, row, row_url, name, limit):
    before = texts_of(row)
    typed = "培" * (limit + 1)
    response = as_filler.post(row_url, {name: typed})
    page = response.content.decode()
    assert messages.TOO_LONG % {"limit": limit, "length": limit + 1} in page
    assert f"{typed}</textarea>" in page
    assert texts_of(row) == before
    assert as_filler.post(row_url, {name: typed[1:]}).status_code == 302


def test_a_goal_that_is_too_long_is_given_back_whole(as_filler, declaration, goal_url):
    typed = "培" * (GOAL_LIMIT + 1)
    page = as_filler.post(goal_url, {"annual_goal": typed}).content.decode()
    assert f"{typed}</textarea>" in page
    declaration.refresh_from_db()
    assert declaration.annual_goal == GOOD.goal


def test_a_long_text_that_was_imported_and_not_touched_is_no_error(
    as_filler, row, row_url, row_page
):
    Indicator.objects.filter(pk=row.pk).update(name="培" * (NAME_LIMIT + 1))
    assert as_filler.post(row_url, row_page(value="≥20人")).status_code == 302
    assert texts_of(row) == ("培" * (NAME_LIMIT + 1), "≥20人")


@pytest.fixture
def colleague(client, person, bureau):
    """Posts as another filler of the unit."""
    user = person("colleague", bureau, Role.FILLER)

    def post(url, data):
        other = Client()
        other.force_login(user)
        return other.post(url, data)

    return post


def test_the_second_is_told_who_wrote_what_and_when(htmx, row, row_url, row_page, colleague):
    mine, theirs = row_page(value="≥30人"), row_page(value="≥20人")
    colleague(row_url, theirs)
    (error,) = errors_of(htmx(row_url, mine), "value")
    row.refresh_from_db()
    written = timezone.localtime(datetime.fromisoformat(row.authors["value"]["at"]))
    assert "colleague" in error.params["who"]
    assert f"{written:%H:%M}" in error.params["who"]


def test_a_person_s_own_other_window_is_called_so(htmx, row_url, row_page):
    mine, theirs = row_page(value="≥30人"), row_page(value="≥20人")
    htmx(row_url, theirs)
    (error,) = errors_of(htmx(row_url, mine), "value")
    assert error.params["who"].startswith(messages.YOURSELF)


def test_what_the_program_wrote_has_no_author(htmx, declaration, row, row_url, row_page, filler):
    mine = row_page(value="≥30人")
    htmx(row_url, row_page(value="≥20人"))
    with editing.open_draft(declaration.pk):
        mending.rewrite(Indicator.objects.get(pk=row.pk), "value", "≥21人", filler)
    (error,) = errors_of(htmx(row_url, mine), "value")
    assert (error.params["who"], error.params["text"]) == (messages.SOMEBODY, "≥21人")


def test_one_of_two_conflicts_is_saved_over(htmx, row, row_url, row_page, colleague):
    mine, theirs = row_page(name="我的", value="≥30人"), row_page(name="别人的", value="≥20人")
    colleague(row_url, theirs)
    seen = hidden_in(htmx(row_url, mine).content.decode())
    htmx(row_url, {**mine, **seen, "do": "mine:value"})
    assert texts_of(row) == ("别人的", "≥30人")


def test_what_the_other_wrote_can_be_taken(htmx, row, row_url, row_page, colleague):
    mine = row_page(value="≥30人")
    colleague(row_url, row_page(value="≥20人"))
    response = htmx(row_url, {**mine, "do": "theirs:value"})
    assert json.loads(response["HX-Trigger"])["texts-changed"] == {f"row-{row.pk}-value": "≥20人"}
    assert not response.context["form"].errors
    assert texts_of(row) == ("培训人数", "≥20人")


def test_a_plain_browser_goes_back_to_what_the_other_wrote(
    as_filler, row, row_url, row_page, colleague
):
    mine = row_page(value="≥30人")
    colleague(row_url, row_page(value="≥20人"))
    assert as_filler.post(row_url, {**mine, "do": "theirs:value"}).status_code == 302
    assert texts_of(row) == ("培训人数", "≥20人")


def test_a_save_is_one_update_of_the_edition_it_was_made_from(row, filler):
    stale = Indicator.objects.get(pk=row.pk)
    editing.save_row(row, lambda: {"name": "另一个"}, filler)
    editing.save_row(stale, lambda: {"value": "≥20人"}, filler)
    row.refresh_from_db()
    assert (row.name, row.value, row.edition) == ("另一个", "≥20人", 2)
    assert set(row.authors) == {"name", "value"}


def test_an_answer_knows_what_another_form_of_the_page_saved_a_moment_before(
    htmx, declaration, row_url, row_page, monkeypatch
):
    """The draft was read before the lock; the amounts were saved while this save waited for it."""
    save_row = editing.save_row

    def after_the_amounts(*args, **kwargs):
        editing.save_fields(Declaration.objects.get(pk=declaration.pk), lambda: {"annual_total": 5})
        save_row(*args, **kwargs)

    monkeypatch.setattr(editing, "save_row", after_the_amounts)
    answer = htmx(row_url, row_page(value="≥20人"))
    assert answer.context["examined"].content.funding.total == 5


def test_the_state_that_an_answer_tells_grows_with_each_save(htmx, row_url, row_page):
    states = [htmx(row_url, row_page(value=f"≥{n}人"))["Draft-State"] for n in range(2, 12)]
    assert states == sorted(set(states))
