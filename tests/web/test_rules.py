"""The catalogue of checks, read in the browser."""

import pytest

from declarations.checks import RULES
from declarations.views.rules import TOPICS

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
