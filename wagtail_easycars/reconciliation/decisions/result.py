from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from wagtail_easycars.models import Difference, SyncRun


@dataclass
class Result:
    """Which differences of a batch were settled, and what that adds to the run's counts.

    The others have moved since they were found, or the person may not have them settled so.
    """

    settled: list[Difference] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    not_permitted: int = 0


Settle = Callable[[SyncRun, Sequence[Difference], Any], Result]
