"""Text as a database and a visitor can take it."""

from __future__ import annotations

import math
import re
from typing import Any

# Control characters but tab, line feed and carriage return, and halves of surrogate pairs: neither
# is text, PostgreSQL refuses U+0000, and a lone surrogate cannot be encoded at all.
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Return ``text`` trimmed and without what cannot be stored."""
    if not text.isprintable():
        text = UNSTORABLE.sub("", text)
    return text.strip()


def clean_json(value: Any) -> Any:
    """Return a JSON value with all its text clean and without infinite numbers."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_text(str(key)): clean_json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [clean_json(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def storable_json(value: Any) -> Any:
    """Return a JSON value as it came, less what a database cannot hold."""
    if isinstance(value, str):
        return value if value.isprintable() else UNSTORABLE.sub("", value)
    if isinstance(value, dict):
        return {storable_json(key): storable_json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [storable_json(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
