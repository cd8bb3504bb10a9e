"""When to stop trying: each lead sent into an outage becomes one more that has to be looked for."""

from __future__ import annotations

from wagtail_easycars.client.errors import AuthenticationRefused, ClientError

FAILURES_IN_A_ROW = 3


class Outage:
    """Watches one sweep; ``error`` is the last failure once EasyCars is taken to be out of order.

    Credentials that are refused once are refused for every lead.
    """

    def __init__(self) -> None:
        self.error: ClientError | None = None
        self._failures = 0

    @property
    def has_begun(self) -> bool:
        return self.error is not None

    def note_answer(self) -> None:
        self._failures = 0

    def note_failure(self, error: ClientError) -> None:
        self._failures += 1
        if self._failures == FAILURES_IN_A_ROW or isinstance(error, AuthenticationRefused):
            self.error = error
