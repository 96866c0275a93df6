"""How often a save asks the database: people save hundreds of times a day."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from declarations import wizard
from declarations.actions import create_declaration
from declarations.models import Cycle

from .conftest import GOOD

MOST = 12  # beside the beginning and the end of the transaction


def asked(queries):
    bounds = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return [one["sql"] for one in queries if not one["sql"].startswith(bounds)]


@pytest.fixture
def saves(declaration, row_of):
    row = row_of(declaration, "培训费")
    item = row.items.create(label="培训费")
    return {
        "row": (
            reverse("row", args=[declaration.pk, row.pk]),
            {"name": "培训费", "value": "6万元", "step": "funding"},
        ),
        "item": (
            reverse("item", args=[declaration.pk, item.pk]),
            {"label": "培训费", "unit_price": "400", "step": "funding"},
        ),
        "step": (reverse("edit", args=[declaration.pk, "goal"]), {"annual_goal": "另一个目标"}),
    }


@pytest.mark.parametrize("which", ["row", "item", "step"])
def test_a_save_asks_the_database_a_dozen_times_at_most(htmx, saves, which):
    with CaptureQueriesContext(connection) as queries:
        assert htmx(*saves[which]).status_code == 200
    assert len(asked(queries.captured_queries)) <= MOST


@pytest.mark.parametrize("step", wizard.STEPS, ids=lambda step: step.key)
def test_a_step_asks_no_more_when_there_are_more_declarations(
    as_filler, declaration, bureau, cycle, step
):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            page = as_filler.get(reverse("edit", args=[declaration.pk, step.key]))
        assert page.status_code == 200
        return len(asked(captured.captured_queries))

    for _ in range(2):
        create_declaration(GOOD, unit=bureau, cycle=cycle)
    few = queries()
    for _ in range(10):
        create_declaration(GOOD, unit=bureau, cycle=cycle)
    assert queries() == few


def test_offers_ask_no_more_when_there_are_more_declarations(as_filler, declaration, bureau, cycle):
    row = declaration.rows()[0]
    earlier = Cycle.objects.create(
        year=2020, scheme=cycle.scheme, opens_on="2019-10-01", closes_on="2019-12-31"
    )

    def queries():
        with CaptureQueriesContext(connection) as captured:
            as_filler.get(reverse("offers", args=[declaration.pk, row.pk]), {"q": "培训"})
        return len(asked(captured.captured_queries))

    create_declaration(GOOD, unit=bureau, cycle=earlier)
    few = queries()
    for _ in range(5):
        create_declaration(GOOD, unit=bureau, cycle=earlier)
    assert queries() == few
