"""What a real feed has and a tidy one would not, by stock number.

Kept apart from the tables, so that each oddity can be found and none is an accident.
"""

from __future__ import annotations

from typing import Any

AWKWARD: dict[str, dict[str, Any]] = {}
