from __future__ import annotations

from wagtail_easycars.images.errors import HostInTrouble, HostsUnusable

# With eight connections, and ten seconds for each that leads nowhere, known within half a minute.
MOST_FAILURES_IN_A_ROW = 20


class Outage:
    """Notices when no host gives any picture, so that a run need not try each of thousands."""

    def __init__(self) -> None:
        self._failures = 0

    def note_answer(self) -> None:
        """A host has answered, be it that there is no picture."""
        self._failures = 0

    def note_failure(self, error: Exception) -> None:
        """Raises ``HostsUnusable`` where too many failures of hosts have come in a row."""
        if not isinstance(error, HostInTrouble):
            self.note_answer()
            return
        self._failures += 1
        if self._failures >= MOST_FAILURES_IN_A_ROW:
            raise HostsUnusable(self._failures)
