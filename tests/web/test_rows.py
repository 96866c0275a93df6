"""What a row of the wizard shows beside its form: its reading, what is offered, what is found."""

from dataclasses import replace

import pytest
from django.urls import reverse

from declarations.actions import create_declaration
from declarations.content import Indicator
from declarations.models import Cycle
from declarations.views import rows, tree
from declarations.views.examined import examine
from declarations.views.tree import Edited
from indicators import library_messages
from indicators.models import LibraryIndicator

from .conftest import GOOD
from .test_wizard import edit, row_url


@pytest.fixture
def chips(declaration, fresh):
    """How the value of the first row is read."""

    def read(value):
        row = declaration.rows()[0]
        row.value = value
        row.save()
        edited = Edited(examine(fresh(declaration)))
        return edited.row(edited.examined.rows[0]).chips

    return read


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("≥95%", [("≥", "95", "%")]),
        ("每年不少于2次", [("≥", "2", "次", "每年")]),
        ("≥100个项目", [("≥", "100", "个项目")]),
        ("约3-5人", [("约3–5", "人")]),
        ("≥15人，≥2期", [("≥", "15", "人"), ("≥", "2", "期")]),
        ("2021年12月31日前", [("2021年12月31日前",)]),
        ("系统正常运行", [(tree.QUALITATIVE,)]),
        (" ", []),
    ],
)
def test_a_value_is_shown_as_it_is_read(chips, value, expected):
    assert chips(value) == expected


def test_a_save_brings_how_its_own_row_is_read_now(htmx, declaration):
    row = declaration.rows()[0]
    response = htmx(row_url(declaration, row), {"value": "≥30人"})
    (edited,) = response.context["chipped"]
    assert (edited.row, edited.chips) == (row, [("≥", "30", "人")])
    assert f'id="row-{row.pk}-chips" class="chips" hx-swap-oob' in response.content.decode()


def test_a_row_is_dragged_by_any_number_of_places(htmx, declaration, cycle):
    node = cycle.scheme.nodes()[0]
    rows = [declaration.indicators.get(node=node)]
    rows += [declaration.indicators.create(node=node, position=place) for place in (1, 2, 3)]

    def order():
        return [one.pk for one in declaration.indicators.filter(node=node)]

    first, second, third, last = (row.pk for row in rows)
    htmx(row_url(declaration, rows[3]), {"do": "move", "steps": "-3"})
    assert order() == [last, first, second, third]
    htmx(row_url(declaration, rows[0]), {"do": "move", "steps": "1"})
    assert order() == [last, second, first, third]
    for nowhere in ("5", "-9", "", "x", "0", "9" * 40):
        htmx(row_url(declaration, rows[0]), {"do": "move", "steps": nowhere})
    assert order() == [last, second, first, third]


@pytest.fixture
def offers(as_filler, declaration):
    """What is offered for the first row, as names of own rows and of the library."""

    def ask(query=""):
        row = declaration.rows()[0]
        url = reverse("offers", args=[declaration.pk, row.pk])
        context = as_filler.get(url, {"q": query}).context
        own = [(one.name, one.value) for one in context["own"]]
        return own, [one.entry.name for one in context["suggestions"]]

    return ask


@pytest.fixture
def earlier(cycle):
    """Makes a form of an earlier year with these quantities."""

    def make(unit, year, *rows, **fields):
        before, _ = Cycle.objects.get_or_create(
            year=year,
            defaults={"scheme": cycle.scheme, "opens_on": "2019-10-01", "closes_on": "2019-12-31"},
        )
        indicators = tuple(Indicator("项目完成", "数量指标", *row) for row in rows)
        content = replace(GOOD, year=year, indicators=indicators, project=f"{year}年的项目")
        return create_declaration(content, unit=unit, cycle=before, **fields)

    return make


def test_the_unit_s_own_earlier_rows_are_offered_by_what_is_typed(offers, earlier, bureau, school):
    earlier(bureau, 2020, ("培训期数", "≥2期"), ("评审项目个数", "≥90个"))
    earlier(school, 2020, ("学校的培训人次", "≥9人次"))
    assert offers("培训")[0] == [("培训期数", "≥2期")]
    assert offers("没有这个词")[0] == []


def test_this_project_s_rows_come_first_and_each_name_once(offers, earlier, declaration, bureau):
    earlier(bureau, 2020, ("培训期数", "≥3期"), ("考核次数", "1次"))
    earlier(bureau, 2019, ("培训期数", "≥2期"), project=declaration.project)
    assert offers()[0] == [("培训期数", "≥2期"), ("考核次数", "1次")]


def test_this_year_s_and_deleted_forms_offer_nothing(offers, earlier, bureau, declaration, filler):
    deleted = earlier(bureau, 2020, ("培训期数", "≥2期"))
    type(deleted).objects.filter(pk=deleted.pk).update(
        deleted_at=deleted.created_at, deleted_by=filler
    )
    assert offers("培训")[0] == []


def test_the_library_follows_the_words_of_the_project(offers, declaration):
    for name, keywords in (("采购批次", "采购"), ("授课学时", "财务人员")):
        LibraryIndicator.objects.create(kind="quantity", name=name, keywords=keywords, uses=1)
    LibraryIndicator.objects.filter(name="采购批次").update(uses=9)
    assert offers()[1] == ["授课学时", "采购批次"]


@pytest.mark.parametrize("step", ["basics", "funding", "goal"])
def test_a_step_shows_at_its_fields_what_is_found_there(htmx, declaration, step):
    fields = {"basics": "project_name", "funding": "annual_total", "goal": "annual_goal"}
    response = htmx(edit(declaration, step), {fields[step]: ""})
    element = f"id_{fields[step]}"
    slots = {slot.element: slot.findings for slot in response.context["slots"]}
    assert slots[element]
    assert f'id="{element}-findings" hx-swap-oob' in response.content.decode()
    page = htmx(edit(declaration, step), {}).context["examined"]
    assert page.by_element[element]


def test_a_row_is_proposed_for_the_library_once(htmx, declaration, bureau, filler):
    row = declaration.rows()[0]
    for said in (rows.PROPOSED, rows.KNOWN):
        response = htmx(row_url(declaration, row), {"value": "≥30人", "do": "propose"})
        (message,) = response.context["messages"]
        assert str(message) == said.format(name="培训人数")
    entry = LibraryIndicator.objects.get(name="培训人数")
    assert (entry.state, entry.unit_code) == (LibraryIndicator.State.PROPOSED, bureau.code)
    assert (entry.comparator, entry.usual_value, entry.unit) == ("≥", "30", "人")
    assert entry.proposed_by == str(filler)


def test_a_row_without_a_name_is_not_proposed(as_filler, declaration):
    row = declaration.rows()[0]
    response = as_filler.post(row_url(declaration, row), {"name": "", "do": "propose"}, follow=True)
    assert library_messages.NO_NAME in [str(one) for one in response.context["messages"]]
    assert not LibraryIndicator.objects.exists()
