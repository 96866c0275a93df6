"""How names and tags of the library are compared and cut into what a search finds. Pure Python."""

import re
import unicodedata

#: Between the tags of one entry.
SEPARATOR = "、"
_SEPARATORS = re.compile(r"[、,，;；|｜/\n]+")
_TAG = "#"  # before a whole tag among the grams; no part of a name is cut with it
_SHORTEST_TAG, _LONGEST_TAG = 2, 8
_MOST_WORDS = 80  # characters of a project's words that are looked at


def plain(text: str) -> str:
    """A text in one spelling: half-width, small letters, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def split_words(text: str) -> list[str]:
    """The words of a search, each in one spelling."""
    return [plain(word) for word in text.split()]


def tidy_tags(text: str) -> str:
    """Tags as they are kept, each once, whatever they were divided by."""
    tags = (tag.strip() for tag in _SEPARATORS.split(text))
    return SEPARATOR.join(dict.fromkeys(tag for tag in tags if tag))


def grams(name: str) -> set[str]:
    """Every character of a plain name, and every two that stand together."""
    return {*name, *(name[at : at + 2] for at in range(len(name) - 1))}


def telling_grams(words: list[str], most: int) -> list[str]:
    """Grams that a name with all these words must have: pairs, or a word of one character.

    Of very many, some from every part.
    """
    found = {
        word[at : at + 2] if len(word) > 1 else word
        for word in words
        for at in range(max(1, len(word) - 1))
    }
    ordered = sorted(found)
    return ordered[:: -(-len(ordered) // most) or 1]


def all_tags(*fields: str) -> list[str]:
    """The tags in these fields of an entry, each once."""
    return list(dict.fromkeys(tag for field in fields for tag in field.split(SEPARATOR) if tag))


def tag_gram(tag: str) -> str:
    return _TAG + plain(tag)


def possible_tags(words: str) -> list[str]:
    """The grams of all tags that could occur in these words."""
    text = plain(words)[:_MOST_WORDS]
    return sorted(
        {
            _TAG + text[start : start + length]
            for length in range(_SHORTEST_TAG, _LONGEST_TAG + 1)
            for start in range(len(text) - length + 1)
        }
    )


def value_text(comparator: str, value: str, unit: str) -> str:
    """≥95%, =2期; words stand as they are."""
    return f"{comparator}{value}{unit}"
