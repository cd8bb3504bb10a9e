"""The request of an enquiry beside that of a bare form that saves one row.

python -m benchmarks.enquiry --number 200
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.enquiry.names import BARE, OURS
from benchmarks.enquiry.promises import by_the_clock, judge, milliseconds, most_queries
from benchmarks.processes import Worker
from benchmarks.stock.report import describe_verdicts, environment

NUMBER = 200
# Nothing is exchanged with EasyCars.
NO_SANDBOX = "http://127.0.0.1:1/"


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return 1 if ``--check`` is given and a promise is not kept."""
    options = parse(arguments)
    with tempfile.TemporaryDirectory(prefix="easycars-benchmark-") as directory:
        worker = Worker("benchmarks.enquiry.worker", NO_SANDBOX)
        database = Path(directory) / "enquiries.sqlite3"
        measurements = worker.run_all("send", options.number, database=database)
    print(", ".join(f"{name} {value}" for name, value in environment().items()))
    for name in (OURS, BARE):
        print(
            f"{name:<12}{milliseconds(measurements, name):>8.2f} ms"
            f"{by_the_clock(measurements, name):>8.2f} ms by the clock"
            f"{most_queries(measurements, name):>4} queries"
        )
    verdicts = judge(measurements)
    for line in describe_verdicts(verdicts):
        print(line)
    kept = all(verdict.is_nearly_met(options.tolerance / 100) for verdict in verdicts)
    return 1 if options.check and not kept else 0


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.enquiry",
        description="Measure the request of an enquiry beside that of a bare form.",
    )
    parser.add_argument("--number", type=int, default=NUMBER, help="how many enquiries of each")
    parser.add_argument("--check", action="store_true", help="exit with 1 if a promise is not kept")
    parser.add_argument(
        "--tolerance",
        type=float,
        default=0,
        metavar="PERCENT",
        help="by how much --check lets a measured promise be missed, on a busy machine",
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
