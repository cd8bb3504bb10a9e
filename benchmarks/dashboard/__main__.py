"""The dashboard of a large dealer beside a listing of Wagtail's own.

python -m benchmarks.dashboard
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.dashboard.promises import judge
from benchmarks.dashboard.results import Results
from benchmarks.dashboard.sizes import SIZES, VIEWS
from benchmarks.processes import Worker
from benchmarks.stock.report import describe_verdicts, environment

WORKER = "benchmarks.dashboard.worker"
REPEATS = 15
# Nothing is fetched from EasyCars.
NOWHERE = "http://127.0.0.1:1/"


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return 1 if ``--check`` is given and a promise is not kept."""
    options = parse(arguments)
    with tempfile.TemporaryDirectory(prefix="easycars-benchmark-") as directory:
        results = measure(options.repeats, Path(directory))
    verdicts = judge(results)
    print(", ".join(f"{name} {value}" for name, value in environment().items()))
    for line in (*describe(results), *describe_verdicts(verdicts)):
        print(line)
    kept = all(verdict.is_nearly_met(options.tolerance / 100) for verdict in verdicts)
    return 1 if options.check and not kept else 0


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.dashboard",
        description="Measure the dashboard beside a listing of Wagtail's own.",
    )
    parser.add_argument(
        "--repeats", type=int, default=REPEATS, help="how often each page is looked at"
    )
    parser.add_argument("--check", action="store_true", help="exit with 1 if a promise is not kept")
    parser.add_argument(
        "--tolerance",
        type=float,
        default=0,
        metavar="PERCENT",
        help="by how much --check lets a measured promise be missed, on a busy machine",
    )
    return parser.parse_args(arguments)


def measure(repeats: int, directory: Path) -> Results:
    results = Results()
    worker = Worker(WORKER, NOWHERE)
    for size in SIZES.values():
        database = directory / f"{size.vehicles}.sqlite3"
        worker.run("fill", size.vehicles, database=database)
        results.add(worker.run_all("look", size.vehicles, database=database, repeats=repeats))
    return results


def describe(results: Results) -> Iterator[str]:
    """Yield a table: milliseconds of processor time, and queries."""
    yield ""
    yield f"{'':<20}" + "".join(f"{f'{size:,} vehicles':>26}" for size in results.sizes)
    for view in VIEWS:
        yield f"{view:<20}" + "".join(
            f"{results.milliseconds(view, size):>12.1f} ms, "
            f"{results.queries(view, size):>2} queries"
            for size in results.sizes
        )


if __name__ == "__main__":
    sys.exit(main())
