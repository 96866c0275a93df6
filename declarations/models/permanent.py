"""Rows that are only ever added to: the record that an auditor trusts.

The model refuses here, whoever asks; the database refuses by triggers of its own, see
``permanence``.
"""

from typing import NoReturn

from django.db import models


class Permanent(Exception):  # noqa: N818 - an answer, not a fault
    """Somebody tried to change or delete a row of the record. Nothing was changed."""


def _refuse(*_: object, **__: object) -> NoReturn:
    raise Permanent("The record is only added to: its rows are neither changed nor deleted.")


class PermanentQuerySet(models.QuerySet):
    """Reads and adds."""

    update = delete = bulk_update = update_or_create = _raw_delete = _refuse
    aupdate = adelete = abulk_update = aupdate_or_create = _refuse


class PermanentModel(models.Model):
    """A row that is written once."""

    objects = PermanentQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    delete = adelete = _refuse

    def save(self, **options: object) -> None:
        """Write a new row. Raises Permanent for one that stands in the database already."""
        if not self._state.adding:
            _refuse()
        super().save(**{**options, "force_insert": True})
