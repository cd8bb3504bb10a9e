"""What one process measured, as it goes over to the process that asked for it.

Without Django, so that the asking process stays small: a child's peak memory begins with its
parent's.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Measurement:
    """Seconds of wall clock and of processor time, bytes, and counts, for ``size`` items.

    ``idle_bytes`` is what the process held before the work, ``peak_bytes`` the most it ever held.
    ``written_rows`` counts rows by table.
    """

    name: str
    size: int
    seconds: float
    cpu_seconds: float
    peak_bytes: int
    queries: int
    written_rows: dict[str, int]
    idle_bytes: int = 0
    facts: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)
