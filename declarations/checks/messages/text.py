"""The words of one rule."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """``title`` names the rule in the catalogue, ``message`` says what was seen, ``hint`` what to
    do, and ``why`` why it matters. The check fills the placeholders of message and hint.
    """

    title: str
    message: str
    hint: str
    why: str
