"""Whether a 说明 says anything: the reason a filler gives for letting a warning stand."""

from collections.abc import Iterable

from .contract import Finding
from .messages import justification as words

SHORTEST = 5
_FEWEST_DIFFERENT = 3


def fault_of(text: str, findings: Iterable[Finding] = ()) -> str:
    """What is wrong with a justification of these findings, in words for its writer; "" if nothing.

    It must have five characters that are not all the same two, and say more than the message it
    answers.
    """
    said = _letters(text)
    if len(said) < SHORTEST:
        return words.TOO_SHORT.format(least=SHORTEST)
    if len(set(said)) < _FEWEST_DIFFERENT:
        return words.REPEATED
    if any(_repeats(said, _letters(found.message + found.hint)) for found in findings):
        return words.COPIED
    return ""


def _letters(text: str) -> str:
    """The text without blanks and punctuation."""
    return "".join(char for char in text if char.isalnum())


def _repeats(said: str, message: str) -> bool:
    """Whether nearly all pairs of characters of ``said`` stand in the message."""
    pairs = [said[at : at + 2] for at in range(len(said) - 1)]
    return sum(pair in message for pair in pairs) >= 0.8 * len(pairs)
