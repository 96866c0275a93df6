"""What administrators do to schemes and library is told to whoever keeps a record of it.

An application that does so says it once, when it is loaded; it writes its line in the transaction
of the deed.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Model

#: by whom, the deed ("scheme.publish"), to what, and more in words.
Listener = Callable[[Any, str, Model, str], object]

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    _listeners.append(listener)


def done(by: Any, deed: str, subject: Model, detail: str = "") -> None:
    """Tell that this was done to ``subject``."""
    for listener in _listeners:
        listener(by, deed, subject, detail)
