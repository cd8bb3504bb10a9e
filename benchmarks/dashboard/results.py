"""Medians of what was measured, by view and number of vehicles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import median

from benchmarks.measurement import Measurement


class Results:
    def __init__(self, measurements: Iterable[Measurement] = ()) -> None:
        self._measurements: dict[tuple[str, int], list[Measurement]] = defaultdict(list)
        self.add(measurements)

    def add(self, measurements: Iterable[Measurement]) -> None:
        for measurement in measurements:
            self._measurements[measurement.name, measurement.size].append(measurement)

    @property
    def sizes(self) -> list[int]:
        return sorted({size for _name, size in self._measurements})

    def milliseconds(self, view: str, size: int) -> float:
        """Return the processor time of one view."""
        return 1000 * median(each.cpu_seconds for each in self._measurements[view, size])

    def milliseconds_by_the_clock(self, view: str, size: int) -> float:
        return 1000 * median(each.seconds for each in self._measurements[view, size])

    def queries(self, view: str, size: int) -> int:
        return max(each.queries for each in self._measurements[view, size])
