from __future__ import annotations

import random
import threading
from dataclasses import dataclass, field
from typing import Any

from ..errors import SandboxError
from .connection import close_at_accept
from .kinds import FAULTS, FaultKind

PICTURES = "images"


@dataclass
class PlannedFault:
    """A fault that waits for its calls.

    ``endpoint`` is a name such as ``CreateLead``, one with its service such as
    ``LeadService/RequestToken``, ``images`` for pictures, or None for every endpoint but pictures.
    ``times`` is how many calls it still hits (None: all), ``probability`` how likely it hits one.
    """

    kind: FaultKind
    endpoint: str | None
    times: int | None
    probability: float | None
    options: dict[str, Any] = field(default_factory=dict)

    def concerns(self, service: str, endpoint: str) -> bool:
        if self.endpoint is None:
            return endpoint != PICTURES
        return self.endpoint in (endpoint, f"{service}/{endpoint}")


class FaultPlan:
    """What is to go wrong. The dice are seeded: the same calls meet the same faults."""

    def __init__(self, *, seed: int, endpoints: set[str]) -> None:
        self.healed = threading.Event()
        self._endpoints = endpoints | {PICTURES}
        self._planned: list[PlannedFault] = []
        self._dice = random.Random(seed)  # noqa: S311
        self._lock = threading.Lock()

    def add(
        self,
        name: str,
        *,
        endpoint: str | None = None,
        times: int | None = None,
        probability: float | None = None,
        **options: Any,
    ) -> None:
        """Plan the fault ``name``: for the next ``times`` calls (1, where there is no
        ``probability`` either). Raises ``SandboxError`` for what does not exist."""
        if name not in FAULTS:
            raise SandboxError(f"There is no fault {name!r}. There are: {', '.join(FAULTS)}.")
        if endpoint is not None and endpoint not in self._endpoints:
            raise SandboxError(f"There is no endpoint {endpoint!r}.")
        FAULTS[name].check_options(options)
        if times is None and probability is None:
            times = 1
        with self._lock:
            self._planned.append(PlannedFault(FAULTS[name], endpoint, times, probability, options))

    def take(self, service: str, endpoint: str) -> PlannedFault | None:
        """The fault that the next call of ``endpoint`` meets, counted down."""
        return self._take(
            lambda planned: (
                planned.kind is not close_at_accept and planned.concerns(service, endpoint)
            )
        )

    def take_at_accept(self) -> PlannedFault | None:
        """The fault that the next connection meets before anything was read from it."""
        return self._take(lambda planned: planned.kind is close_at_accept)

    def clear(self) -> None:
        """Forget every fault and end every wait."""
        with self._lock:
            self._planned.clear()
            self.healed.set()
            self.healed = threading.Event()

    def _take(self, matches: Any) -> PlannedFault | None:
        with self._lock:
            for planned in self._planned:
                if matches(planned) and self._hits(planned):
                    self._count_down(planned)
                    return planned
        return None

    def _hits(self, planned: PlannedFault) -> bool:
        return planned.probability is None or self._dice.random() < planned.probability

    def _count_down(self, planned: PlannedFault) -> None:
        if planned.times is not None:
            planned.times -= 1
            if planned.times <= 0:
                self._planned.remove(planned)
