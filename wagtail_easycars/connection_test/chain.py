"""Steps that need each other, tried one after the other beside the thread that waits for them.

Not every wait can be given a time-out, such as the look-up of a host's name, and the time of others
begins anew with each address of a host. So whoever waits does it elsewhere, and leaves in time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from django.utils import translation

from wagtail_easycars.connection_test.countdown import Countdown
from wagtail_easycars.connection_test.findings import Finding, Outcome, Step

# Tries a step and returns what it found.
Probe = Callable[[], Finding]


class Chain:
    """Tries ``probes`` in their order, up to the first that fails. It must not use the database."""

    def __init__(self, probes: Mapping[Step, Probe], countdown: Countdown) -> None:
        self._probes = probes
        self._countdown = countdown
        self._findings: dict[Step, Finding] = {}
        self._error: Exception | None = None
        # A daemon, so that one that hangs does not keep the process from ending.
        self._thread = threading.Thread(
            target=self._try_all, args=[translation.get_language()], daemon=True
        )

    def start(self) -> Chain:
        self._thread.start()
        return self

    def wait(self) -> dict[Step, Finding]:
        """Return what was found when the time is over, or before, if there is no more to find."""
        self._thread.join(self._countdown.remaining)
        if self._error is not None:
            raise self._error
        return dict(self._findings)

    def _try_all(self, language: str | None) -> None:
        with translation.override(language):
            try:
                self._try_each()
            except Exception as error:  # noqa: BLE001  # raised again where it is waited for
                self._error = error

    def _try_each(self) -> None:
        for step, probe in self._probes.items():
            if self._countdown.is_over:
                return
            finding = probe()
            self._findings[step] = finding
            if finding.outcome is Outcome.FAILED:
                return
