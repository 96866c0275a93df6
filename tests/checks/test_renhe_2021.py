"""The findings on the document of 2021 are those that a careful person wrote down beforehand."""

from decimal import Decimal

import pytest

from .renhe import EXPECTED, PIECES, cell, contents, of_the_unit, report

#: The topics whose findings the table lists completely.
TOPICS = (
    *("BAS-NAME", "BAS-POLICY", "GOAL-", "STR-", "CLS-", "NAM-", "TXT-"),
    *("FND-", "VAL-", "TIM-", "XFM-", "REL-"),
)


@pytest.mark.parametrize("piece", PIECES)
def test_a_form_of_2021_has_exactly_the_findings_expected(piece):
    found: dict[str, list[str]] = {}
    for finding in report(piece).findings:
        if finding.code.startswith(TOPICS):
            found.setdefault(finding.code, []).append(cell(contents()[piece], finding))
    expected = {
        code: sorted(cells) for code, cells in EXPECTED[piece].items() if code.startswith(TOPICS)
    }
    assert {code: sorted(cells) for code, cells in found.items()} == expected


def test_the_forms_of_the_unit_come_to_their_sum():
    assert of_the_unit().total == Decimal("401.36")
