"""Whether there is a unit of some code. Told by those who know: ``indicators`` knows no units."""

from collections.abc import Callable

_tellers: list[Callable[[str], bool]] = []


def ask(teller: Callable[[str], bool]) -> None:
    """Let this one be asked; an application says so once, when it is loaded."""
    _tellers.append(teller)


def is_known(code: str) -> bool:
    """Whether somebody knows a unit of this code; where nobody is there to be asked, any may be."""
    return not _tellers or any(teller(code) for teller in _tellers)
