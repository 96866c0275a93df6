from django.apps import AppConfig
from django.db import connections
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from . import frozen


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = "指标"

    def ready(self) -> None:
        connection_created.connect(frozen.listen, dispatch_uid="frozen")
        pre_migrate.connect(_before, sender=self, dispatch_uid="frozen")
        post_migrate.connect(_after, sender=self, dispatch_uid="frozen")


def _before(using: str, **_: object) -> None:
    if connections[using].vendor == "sqlite":
        frozen.unguard(connections[using])


def _after(using: str, **_: object) -> None:
    frozen.guard(connections[using])
