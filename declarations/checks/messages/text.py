"""The words of one rule."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """``title`` names the rule in the catalogue, ``message`` says what was seen, ``hint`` what to
    do, and ``why`` why it matters. The check fills the placeholders of message and hint.

    ``names_fault``: the title says what is wrong or names the matter; that of any other rule says
    how it ought to be.
    """

    title: str
    message: str
    hint: str
    why: str
    names_fault: bool = False
