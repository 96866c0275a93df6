"""A scheme frozen while somebody changes its nodes, on PostgreSQL with real connections.

On SQLite writers stand in line for the whole database: there is no race to be run.
"""

from threading import Event, Thread
from time import sleep

import pytest
from django.conf import settings
from django.db import connection, transaction

from indicators.frozen import SchemeFrozen
from indicators.models import Scheme, SchemeNode

from .scheme_trees import COUNTY

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE, MOMENT = 10, 0.5  # seconds


class Freezing(Thread):
    """Freezes a scheme and keeps the transaction open for a moment."""

    def __init__(self, scheme):
        super().__init__(daemon=True)
        self.scheme, self.is_frozen = scheme, Event()

    def run(self):
        try:
            with transaction.atomic():
                self.scheme.freeze()
                self.is_frozen.set()
                sleep(MOMENT)
        finally:
            connection.close()


if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):

    def test_a_node_is_not_changed_while_its_scheme_is_being_frozen():
        scheme = Scheme.objects.keep(COUNTY)
        other = Freezing(Scheme.objects.get(pk=scheme.pk))
        other.start()
        assert other.is_frozen.wait(PATIENCE)
        with pytest.raises(SchemeFrozen):
            SchemeNode.objects.filter(name="花费").update(kind="quality")
        other.join(PATIENCE)
        assert Scheme.objects.get(pk=scheme.pk).tree() == COUNTY
