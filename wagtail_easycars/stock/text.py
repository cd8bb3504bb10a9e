"""Text as a database and a visitor can take it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from typing import Any

from wagtail_easycars.stock.errors import NestedTooDeeply

# Control characters but tab, line feed and carriage return, those that turn the direction of what
# follows, and halves of surrogate pairs: none is text, PostgreSQL refuses U+0000, and a lone
# surrogate cannot be encoded at all.
UNSTORABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


# A vehicle of the contract has two levels.
DEEPEST = 20


def clean_text(text: str) -> str:
    """Return ``text`` trimmed and without what cannot be stored."""
    if not text.isprintable():
        text = UNSTORABLE.sub("", text)
    return text.strip()


def clean_line(text: str) -> str:
    """Return ``text`` clean and on one line."""
    return " ".join(clean_text(text).split()) if not text.isprintable() else text.strip()


def storable_text(text: str) -> str:
    """Return ``text`` as it came, less what cannot be stored."""
    return text if text.isprintable() else UNSTORABLE.sub("", text)


def clean_json(value: Any) -> Any:
    """Return a JSON value with all its text clean; raises ``NestedTooDeeply``."""
    return _convert(value, clean_text)


def storable_json(value: Any) -> Any:
    """Return a JSON value less what a database cannot hold; raises ``NestedTooDeeply``."""
    return _convert(value, storable_text)


def _odd_names_first(value: dict[str, Any]) -> Iterable[str]:
    """Return the names of ``value`` so that a proper one wins over one that has to be made so."""
    if all(map(str.isprintable, value)):
        return value
    return sorted(value, key=str.isprintable)


def _convert(value: Any, convert: Callable[[str], str], depth: int = 0) -> Any:
    if isinstance(value, str):
        return convert(value)
    if isinstance(value, dict | list):
        if depth == DEEPEST:
            raise NestedTooDeeply
        if isinstance(value, list):
            return [_convert(part, convert, depth + 1) for part in value]
        return {
            storable_text(name): _convert(value[name], convert, depth + 1)
            for name in _odd_names_first(value)
        }
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
