"""The filters of the templates."""

from decimal import Decimal

import pytest

from declarations.checks import Severity
from declarations.content import format_yuan
from declarations.templatetags import marks
from declarations.views.marked import Group


@pytest.mark.parametrize("amount", ["0.50", "27540.000", "-1234.56"])
def test_a_page_writes_yuan_as_the_sentences_of_the_checks_do(amount):
    assert marks.yuan(Decimal(amount)) == format_yuan(Decimal(amount))


def test_an_amount_that_is_not_there_is_blank():
    assert marks.yuan(None) == ""


def test_a_title_that_says_how_it_ought_to_be_is_marked_as_a_demand():
    assert Group("VAL-NOT-MEASURABLE", Severity.WARNING).is_demand
    assert not Group("CLS-TIME-UNDER-QUALITY", Severity.WARNING).is_demand
