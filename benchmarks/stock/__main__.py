"""The stock flow beside the least it could cost and what a site would do without the package.

python -m benchmarks.stock --sizes 1000,10000,50000 --json results.json
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.measurement import Measurement
from benchmarks.stock.promises import judge
from benchmarks.stock.report import (
    as_json,
    describe_measurement,
    describe_results,
    describe_verdicts,
    environment,
)
from benchmarks.stock.results import Results
from benchmarks.stock.session import Plan, Session

ROUNDS = 3
LOOP_SIZE = 1000


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return 1 if ``--check`` is given and a promise is not kept."""
    options = parse(arguments)
    plan = Plan(options.sizes, options.rounds, options.loop_size)
    with tempfile.TemporaryDirectory(prefix="easycars-benchmark-") as directory:
        measurements = Session(plan, Path(directory), show_progress).run()
    results = Results(measurements)
    verdicts = judge(results)
    print(", ".join(f"{name} {value}" for name, value in environment().items()))
    for line in (*describe_results(results), *describe_verdicts(verdicts)):
        print(line)
    if options.json:
        options.json.write_text(json.dumps(as_json(measurements, verdicts), indent=2) + "\n")
    tolerance = options.tolerance / 100
    kept = all(verdict.is_nearly_met(tolerance) for verdict in verdicts)
    return 1 if options.check and not kept else 0


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.stock",
        description="Measure the stock flow beside what a site would do without the package.",
    )
    parser.add_argument(
        "--sizes",
        type=read_sizes,
        default=[1000, 10_000, 50_000],
        metavar="N,N",
        help="numbers of vehicles; 1000,10000,50000 where left out",
    )
    parser.add_argument(
        "--rounds", type=int, default=ROUNDS, help="how often everything takes its turn"
    )
    parser.add_argument(
        "--loop-size", type=int, default=LOOP_SIZE, help="how many vehicles go one by one"
    )
    parser.add_argument("--check", action="store_true", help="exit with 1 if a promise is not kept")
    parser.add_argument(
        "--tolerance",
        type=float,
        default=0,
        metavar="PERCENT",
        help="by how much --check lets a measured promise be missed, on a busy machine",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there too")
    return parser.parse_args(arguments)


def read_sizes(text: str) -> list[int]:
    sizes = sorted({int(part) for part in text.split(",")})
    if sizes[0] < 1:
        raise ValueError(text)
    return sizes


def show_progress(measurement: Measurement) -> None:
    print(describe_measurement(measurement), file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
