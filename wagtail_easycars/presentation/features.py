"""Lists of features, which the contract sends as comma-separated text."""

from __future__ import annotations

import re
from typing import Any

from wagtail_easycars.presentation.formats import as_text

# Not the comma within '1,500kg'.
SEPARATOR = re.compile(r",(?!(?<=\d,)\d{3}\s?(?:kg|mm|cc|km)\b)", re.IGNORECASE)


def split_features(value: Any) -> list[str]:
    """Return the features that ``value`` names, each once, in their order."""
    parts = (as_text(part) for part in SEPARATOR.split(value if isinstance(value, str) else ""))
    return list(dict.fromkeys(part for part in parts if part))
