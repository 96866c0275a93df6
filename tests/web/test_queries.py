"""How often a save asks the database: people save hundreds of times a day."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

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
