"""The results as a table, as verdicts, and as JSON."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from benchmarks.measurement import Measurement
from benchmarks.stock.promises import Verdict
from benchmarks.stock.results import Results

TITLES = {
    "floor": "floor: fetch, parse, hash, one SELECT",
    "unchanged": "unchanged feed",
    "changed": "5 % of the prices changed",
    "bare_rows": "bare bulk_create of the same rows",
    "cold": "cold import, published",
    "loop": "loop: update_or_create, add_child, publish",
    "loop_unchanged": "loop: update_or_create, unchanged",
    "import_export_cold": "django-import-export, cold, no pages",
    "import_export_unchanged": "django-import-export, unchanged",
}
REFERENCES = {
    "unchanged": "floor",
    "changed": "floor",
    "cold": "bare_rows",
    "loop": "cold",
    "import_export_cold": "cold",
    "loop_unchanged": "unchanged",
    "import_export_unchanged": "unchanged",
}
MEASURED_ONCE = ("loop", "loop_unchanged", "import_export_cold", "import_export_unchanged")
PACKAGES = ("Django", "wagtail", "wagtail-easycars")
MEGABYTE = 1024 * 1024
COLUMNS = f"{'':<44}{'s':>9}{'ms/item':>9}{'CPU':>9}{'queries':>9}{'peak MB':>9}{'+ MB':>8}"


def describe_measurement(measurement: Measurement) -> str:
    title = f"{TITLES[measurement.name]}, {measurement.size:,}"
    return f"{title:<60}{measurement.seconds:>9.3f} s"


def describe_results(results: Results) -> Iterator[str]:
    """Yield a table for each size. ``CPU`` is ms of processor time an item; ``+ MB`` is the peak
    less what the process held before; what is compared is processor time."""
    for size in results.all_sizes():
        yield ""
        yield f"{f'{size:,} vehicles':<44}{COLUMNS[44:]}  compared"
        for name in TITLES:
            if name in results.names(size):
                yield _row(results, name, size)


def _row(results: Results, name: str, size: int) -> str:
    rounds = results.rounds(name, size)
    added = max(each.peak_bytes - each.idle_bytes for each in rounds)
    return (
        f"{TITLES[name]:<44}"
        f"{results.seconds(name, size):>9.3f}"
        f"{results.seconds(name, size) / size * 1000:>9.3f}"
        f"{results.cpu_seconds(name, size) / size * 1000:>9.3f}"
        f"{results.queries(name, size):>9,}"
        f"{results.peak_bytes(name, size) / MEGABYTE:>9.0f}"
        f"{added / MEGABYTE:>8.0f}"
        f"  {_compared(results, name, size)}"
    ).rstrip()


def _compared(results: Results, name: str, size: int) -> str:
    reference = REFERENCES.get(name)
    if reference is None:
        return ""
    if reference in results.names(size) and name not in MEASURED_ONCE:
        ratio = results.ratio(name, reference, size)
    else:
        ratio = results.ratio_of_items(name, size, reference, results.sizes[0])
    return f"{ratio.cpu:.2f} x {TITLES[reference].partition(':')[0]}"


def describe_verdicts(verdicts: list[Verdict]) -> Iterator[str]:
    yield ""
    for verdict in verdicts:
        outcome = "met" if verdict.is_met else "NOT MET"
        clock = f", by the wall clock {verdict.by_the_clock}" if verdict.by_the_clock else ""
        yield f"{verdict.promise:<60}{verdict.figure:>8}  {verdict.limit}: {outcome}{clock}"


def as_json(results: list[Measurement], verdicts: list[Verdict]) -> dict[str, Any]:
    return {
        "environment": environment(),
        "measurements": [measurement.as_dict() for measurement in results],
        "promises": [
            {
                "promise": verdict.promise,
                "figure": verdict.figure,
                "by_the_clock": verdict.by_the_clock,
                "limit": verdict.limit,
                "met": verdict.is_met,
            }
            for verdict in verdicts
        ],
    }


def environment() -> dict[str, Any]:
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        **{package: version(package) for package in PACKAGES},
    }
