"""The time that a whole connection test has."""

from __future__ import annotations

import time

SHORTEST_WAIT = 0.001


class Countdown:
    """Counts from ``seconds`` down to zero, whatever happens to the clock on the wall."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends_at = time.monotonic() + seconds

    @property
    def remaining(self) -> float:
        """What can be waited yet: never zero, which would mean not to wait, or for ever."""
        return max(SHORTEST_WAIT, self._ends_at - time.monotonic())

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._ends_at
