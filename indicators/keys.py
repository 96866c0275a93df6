"""Keys as a request sends them, where no form reads them."""

NONE = 0
#: Any number of so many digits fits into the keys of both databases.
_DIGITS = 18


def key_of(text: str | None) -> int:
    """The key that this text is; 0, which no row has, for what is no key."""
    is_key = text and text.isascii() and text.isdecimal() and len(text) <= _DIGITS
    return int(text) if is_key else NONE
