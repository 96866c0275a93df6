"""Columns for the numbers of a form, as exact as its Content keeps them."""

from django.db import models

from declarations.content import FACTOR_DECIMALS, FACTOR_DIGITS, WAN_DECIMALS, WAN_DIGITS


def wan_column(label: str, **options: object) -> models.DecimalField:
    """A column for an amount in 万元."""
    return models.DecimalField(label, max_digits=WAN_DIGITS, decimal_places=WAN_DECIMALS, **options)


def factor_column(label: str) -> models.DecimalField:
    """A column for a price in 元, a quantity or a number of periods; None is a blank cell."""
    return models.DecimalField(
        label, max_digits=FACTOR_DIGITS, decimal_places=FACTOR_DECIMALS, null=True, blank=True
    )
