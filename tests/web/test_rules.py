"""The catalogue of checks, read in the browser."""

import pytest
from django.urls import reverse

from declarations.checks import RULES
from declarations.permissions import NOT_AN_ADMINISTRATOR
from declarations.views.example_facts import facts_of
from declarations.views.rules import TOPICS

from .conftest import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, filler):
    client.force_login(filler)

    def page(query=""):
        return client.get("/rules/", {"q": query})

    return page


def shown(response):
    return {entry.rule.code for _, entries in response.context["topics"] for entry in entries}


def test_every_rule_is_in_the_catalogue(page):
    response = page()
    assert shown(response) == set(RULES)
    assert all(f'id="{code}"' in response.content.decode() for code in RULES)


def test_every_topic_of_a_rule_has_a_name():
    assert {rule.topic for rule in RULES.values()} <= set(TOPICS)


def test_a_search_finds_rules_by_code_in_any_case(page):
    assert shown(page("cst-sum")) == {"CST-SUM"}


def test_a_search_finds_rules_that_have_all_words(page):
    assert "VAL-SATISFY-100" in shown(page("满意度 100"))
    assert "CST-SUM" not in shown(page("满意度 100"))


def test_a_search_that_finds_nothing_says_so(page):
    response = page("没有这样的规则")
    assert shown(response) == set()
    assert response.status_code == 200


def facts(code):
    return [
        [(fact.label, "".join(piece.text for piece in fact.pieces)) for fact in shown]
        for shown in facts_of(code)
    ]


def test_an_example_shows_the_cells_that_its_words_do_not(page):
    bad, good = facts("BAS-NAME-DUP")
    assert [label for label, _ in bad] == ["项目名称", "本单位的其他项目"]
    assert bad[0][1] == bad[1][1]
    assert good[0][1] != good[1][1]
    assert facts("TXT-TRIM")[0][0][1].endswith("␣")
    assert bad[0][1] in page().content.decode()


def test_an_example_that_says_all_in_words_shows_no_cell_twice():
    for code, rule in RULES.items():
        for example, shown in zip((rule.bad[0], rule.good[0]), facts(code), strict=True):
            assert all(text not in example.text for _, text in shown), code


# How severe a rule is in one cycle


@pytest.fixture
def administrator(client, person, bureau):
    user = person("administrator", bureau, Role.ADMINISTRATOR)
    client.force_login(user)
    return client


@pytest.fixture
def settings_url(cycle):
    return reverse("rule_settings", args=[cycle.year])


def kept(cycle):
    return dict(cycle.rule_settings.values_list("code", "level"))


def test_an_administrator_sets_all_levels_at_once(administrator, settings_url, cycle):
    response = administrator.post(
        settings_url, {"TXT-TRIM": "off", "NAM-LONG": "warning", "CST-SUM": "warning"}
    )
    assert response["Location"] == settings_url
    assert kept(cycle) == {"TXT-TRIM": "off", "NAM-LONG": "warning", "CST-SUM": "warning"}
    page = administrator.get(settings_url).content.decode()
    assert page.count(" selected") == len(RULES)
    assert page.count("is-set") == 3


def test_a_rule_as_the_catalogue_has_it_leaves_no_setting(administrator, settings_url, cycle):
    administrator.post(settings_url, {"TXT-TRIM": "off"})
    administrator.post(settings_url, {"TXT-TRIM": ""})
    assert kept(cycle) == {}


def test_a_level_below_the_floor_is_refused_at_its_row_and_nothing_is_saved(
    administrator, settings_url, cycle
):
    administrator.post(settings_url, {"NAM-LONG": "off"})
    response = administrator.post(settings_url, {"CST-SUM": "info", "TXT-TRIM": "off"})
    form = response.context["form"]
    assert set(form.errors) == {"CST-SUM"}
    assert form["TXT-TRIM"].value() == "off"
    assert kept(cycle) == {"NAM-LONG": "off"}


def test_what_is_no_level_is_refused(administrator, settings_url, cycle):
    response = administrator.post(settings_url, {"TXT-TRIM": "terrible"})
    assert set(response.context["form"].errors) == {"TXT-TRIM"}
    assert kept(cycle) == {}


def test_rules_with_a_floor_offer_nothing_below_it(administrator, settings_url):
    form = administrator.get(settings_url).context["form"]
    for code, rule in RULES.items():
        offered = {value for value, _ in form.fields[code].widget.choices}
        expected = (
            {"", "error", "warning"} if rule.floor else {"", "error", "warning", "info", "off"}
        )
        assert offered == expected, code


def test_a_year_without_a_cycle_has_no_settings(administrator):
    assert administrator.get(reverse("rule_settings", args=[1999])).status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_sets_rules(client, person, bureau, settings_url, cycle, role):
    client.force_login(person("someone", bureau, role))
    for response in (client.get(settings_url), client.post(settings_url, {"TXT-TRIM": "off"})):
        assert response.status_code == 403
        assert NOT_AN_ADMINISTRATOR in response.content.decode()
    assert kept(cycle) == {}
    assert settings_url not in client.get(reverse("rules")).content.decode()


def test_the_catalogue_leads_an_administrator_to_the_settings_and_shows_them(
    administrator, settings_url, cycle
):
    administrator.post(settings_url, {"TXT-TRIM": "error"})
    response = administrator.get(reverse("rules"))
    assert f'href="{settings_url}"' in response.content.decode()
    levels = {
        entry.rule.code: entry.level
        for _, entries in response.context["topics"]
        for entry in entries
        if entry.level
    }
    assert levels == {"TXT-TRIM": "error"}
