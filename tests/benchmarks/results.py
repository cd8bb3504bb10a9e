"""Results as a benchmark would have them."""

from __future__ import annotations

from typing import Any

from benchmarks.measurement import Measurement
from benchmarks.stock.results import Results

SMALL, LARGE = 1000, 50_000
# Seconds an item.
FLOOR, UNCHANGED, BARE_ROWS, COLD, LOOP = 0.00005, 0.00006, 0.0005, 0.001, 0.06


def measurement(name: str, size: int, an_item: float, **values: Any) -> Measurement:
    defaults: dict[str, Any] = {"queries": 1, "written_rows": {}, "facts": {}}
    return Measurement(
        name=name,
        size=size,
        seconds=an_item * size,
        cpu_seconds=an_item * size,
        peak_bytes=150_000_000,
        idle_bytes=140_000_000,
        **{**defaults, **values},
    )


def unchanged(size: int, an_item: float = UNCHANGED, **values: Any) -> Measurement:
    own_rows = {"wagtail_easycars_syncrun": 3, "wagtail_easycars_synclease": 3}
    facts = {"queries_for_a_small_stock": 13, "small_stock": 20}
    defaults: dict[str, Any] = {"queries": 13, "written_rows": own_rows, "facts": facts}
    return measurement("unchanged", size, an_item, **{**defaults, **values})


def good_measurements(sizes: tuple[int, ...] = (SMALL, LARGE)) -> list[Measurement]:
    """Measurements that keep every promise."""
    at_each_size = [
        each
        for size in sizes
        for each in (
            measurement("cold", size, COLD),
            measurement("bare_rows", size, BARE_ROWS),
            measurement("floor", size, FLOOR),
            unchanged(size),
        )
    ]
    return [*at_each_size, measurement("loop", 200, LOOP)]


def replaced(*others: Measurement) -> Results:
    """Good results with ``others`` in the place of their like."""
    keys = {(other.name, other.size) for other in others}
    kept = [each for each in good_measurements() if (each.name, each.size) not in keys]
    return Results([*kept, *others])
