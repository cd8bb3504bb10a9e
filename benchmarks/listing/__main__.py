"""The listing page of a large stock beside that of a small one.

python -m benchmarks.listing --sizes 500,50000
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.listing.promises import judge
from benchmarks.listing.results import Results
from benchmarks.listing.states import STATES, VIEWS
from benchmarks.processes import Worker, sandbox_process
from benchmarks.stock.__main__ import read_sizes
from benchmarks.stock.report import describe_verdicts, environment

WORKER = "benchmarks.listing.worker"
REPEATS = 5


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return 1 if ``--check`` is given and a promise is not kept."""
    options = parse(arguments)
    with tempfile.TemporaryDirectory(prefix="easycars-benchmark-") as directory:
        results = measure(options.sizes, options.repeats, Path(directory))
    verdicts = judge(results)
    print(", ".join(f"{name} {value}" for name, value in environment().items()))
    for line in (*describe(results), *describe_verdicts(verdicts)):
        print(line)
    kept = all(verdict.is_nearly_met(options.tolerance / 100) for verdict in verdicts)
    return 1 if options.check and not kept else 0


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.listing",
        description="Measure the listing page of a large stock beside that of a small one.",
    )
    parser.add_argument("--sizes", type=read_sizes, default=[500, 50_000], metavar="N,N")
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


def measure(sizes: list[int], repeats: int, directory: Path) -> Results:
    results = Results()
    for size in sizes:
        database = directory / f"{size}.sqlite3"
        with sandbox_process(size) as url:
            worker = Worker(WORKER, url)
            worker.run("import", size, database=database)
            results.add(worker.run_all("view", size, database=database, repeats=repeats))
    return results


def describe(results: Results) -> Iterator[str]:
    """Yield a table for each size: milliseconds of processor time, and queries."""
    for size in results.sizes:
        yield ""
        yield f"{f'{size:,} vehicles':<28}" + "".join(f"{view:>26}" for view in VIEWS)
        for state in STATES:
            yield f"{state:<28}" + "".join(
                f"{results.milliseconds(state, view, size):>12.1f} ms, "
                f"{results.queries(state, view, size):>2} queries"
                for view in VIEWS
            )


if __name__ == "__main__":
    sys.exit(main())
