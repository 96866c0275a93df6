"""Rows that several people edit at once: who wrote each of their columns, and when."""

from django.db import models


class Signed(models.Model):
    """``authors``: column -> {"by": key, "name": …, "at": ISO time} of whoever typed it last; a
    column that the program wrote has none. ``edition`` counts the saves: a save is one UPDATE
    that holds only for the edition it was made from."""

    authors = models.JSONField("填写人", default=dict, blank=True, editable=False)
    edition = models.PositiveIntegerField("保存次数", default=0, editable=False)

    class Meta:
        abstract = True
