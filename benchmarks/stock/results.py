"""Measurements by name and size, and what they say together."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from benchmarks.measurement import Measurement


@dataclass(frozen=True)
class Ratio:
    """``cpu`` compares processor time, ``wall`` the wall clock, which other work on the machine
    disturbs."""

    cpu: float
    wall: float


class Results:
    """Medians over the rounds. A ratio is the median of the rounds' ratios: what was measured in
    turn is compared with each other, and not with what the machine did minutes later."""

    def __init__(self, measurements: list[Measurement]) -> None:
        self._rounds: dict[tuple[str, int], list[Measurement]] = {}
        for measurement in measurements:
            key = (measurement.name, measurement.size)
            self._rounds.setdefault(key, []).append(measurement)

    @property
    def sizes(self) -> list[int]:
        return sorted(size for name, size in self._rounds if name == "cold")

    def names(self, size: int) -> list[str]:
        return [name for name, measured_size in self._rounds if measured_size == size]

    def all_sizes(self) -> list[int]:
        return sorted({size for _name, size in self._rounds})

    def rounds(self, name: str, size: int) -> list[Measurement]:
        return self._rounds[name, size]

    def find(self, name: str) -> Measurement | None:
        """Return the measurement of what is measured once; ``None`` where it is not."""
        for (measured_name, _size), rounds in self._rounds.items():
            if measured_name == name:
                return rounds[0]
        return None

    def seconds(self, name: str, size: int) -> float:
        return median(each.seconds for each in self._rounds[name, size])

    def cpu_seconds(self, name: str, size: int) -> float:
        return median(each.cpu_seconds for each in self._rounds[name, size])

    def peak_bytes(self, name: str, size: int) -> int:
        return max(each.peak_bytes for each in self._rounds[name, size])

    def queries(self, name: str, size: int) -> int:
        return max(each.queries for each in self._rounds[name, size])

    def ratio(self, name: str, to: str, size: int) -> Ratio:
        pairs = list(zip(self._rounds[name, size], self._rounds[to, size], strict=True))
        return Ratio(
            cpu=median(each.cpu_seconds / other.cpu_seconds for each, other in pairs),
            wall=median(each.seconds / other.seconds for each, other in pairs),
        )

    def ratio_of_items(self, name: str, size: int, to: str, to_size: int) -> Ratio:
        """Return what an item costs against one of another measurement, at another size."""
        share = to_size / size
        return Ratio(
            cpu=self.cpu_seconds(name, size) / self.cpu_seconds(to, to_size) * share,
            wall=self.seconds(name, size) / self.seconds(to, to_size) * share,
        )

    def growth(self, name: str) -> Ratio:
        """Return what an item costs at the largest size against one at the smallest."""
        return self.ratio_of_items(name, self.sizes[-1], name, self.sizes[0])
