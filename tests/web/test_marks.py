"""The filters of the templates."""

from decimal import Decimal

import pytest

from declarations.content import format_yuan
from declarations.templatetags import marks


@pytest.mark.parametrize("amount", ["0.50", "27540.000", "-1234.56"])
def test_a_page_writes_yuan_as_the_sentences_of_the_checks_do(amount):
    assert marks.yuan(Decimal(amount)) == format_yuan(Decimal(amount))


def test_an_amount_that_is_not_there_is_blank():
    assert marks.yuan(None) == ""
