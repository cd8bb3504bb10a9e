"""How long due leads take to reach an EasyCars that takes its time for each answer.

python -m benchmarks.leads --leads 100 --latency 200
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from statistics import median
from urllib.request import Request, urlopen

from benchmarks.leads.names import KNOWN, NEW
from benchmarks.measurement import Measurement
from benchmarks.processes import Worker, sandbox_process
from benchmarks.stock.promises import Verdict
from benchmarks.stock.report import describe_verdicts, environment

EXCESS_AT_MOST = 1.2
# The sandbox serves a stock too; nobody asks for it here.
SMALL_STOCK = 1


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return 1 if ``--check`` is given and the promise is not kept."""
    options = parse(arguments)
    measurements = measure(options)
    print(", ".join(f"{name} {value}" for name, value in environment().items()))
    for each in measurements:
        print(
            f"{each.name:<20}{each.size:>6} leads{each.seconds:>8.2f} s by the clock"
            f"{each.cpu_seconds:>8.2f} s of the processor"
            f"{each.queries / each.size:>6.1f} queries each"
        )
    verdicts = [judge(measurements, name, options) for name in (NEW, KNOWN)]
    for line in describe_verdicts(verdicts):
        print(line)
    kept = all(verdict.is_nearly_met(options.tolerance / 100) for verdict in verdicts)
    return 1 if options.check and not kept else 0


def measure(options: argparse.Namespace) -> list[Measurement]:
    """Return what each round of each kind of customers took."""
    measurements = []
    with (
        tempfile.TemporaryDirectory(prefix="easycars-benchmark-") as directory,
        sandbox_process(SMALL_STOCK) as url,
    ):
        answer_late(url, options.latency / 1000)
        worker = Worker("benchmarks.leads.worker", url)
        for turn in range(options.rounds):
            for name in (NEW, KNOWN):
                database = Path(directory) / f"{turn}-{name.replace(' ', '-')}.sqlite3"
                measurements.append(worker.run(name, options.leads, database=database))
    return measurements


def answer_late(url: str, seconds: float) -> None:
    """Let the sandbox take ``seconds`` for each answer, tokens included."""
    fault = {"fault": "slow", "probability": 1.0, "seconds": seconds}
    headers = {"Content-Type": "application/json"}
    request = Request(f"{url}_control/faults", json.dumps(fault).encode(), headers)
    with urlopen(request, timeout=10) as response:
        response.read()


def judge(measurements: list[Measurement], name: str, options: argparse.Namespace) -> Verdict:
    """Return whether the median round of ``name`` took what its waiting takes, and little more."""
    rounds = [each for each in measurements if each.name == name]
    senders = rounds[0].facts["senders"]
    least = options.leads * options.latency / 1000 / senders
    ratio = median(each.seconds for each in rounds) / least
    return Verdict(
        promise=f"{options.leads} leads of {name} against leads x latency / {senders} senders",
        figure=f"{ratio:.2f} x",
        by_the_clock=f"{ratio:.2f} x",
        limit=f"at most {EXCESS_AT_MOST:g} x",
        excess=ratio / EXCESS_AT_MOST - 1,
    )


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.leads", description="Measure how fast due leads are delivered."
    )
    parser.add_argument("--leads", type=int, default=100)
    parser.add_argument(
        "--latency", type=float, default=200, metavar="MILLISECONDS", help="of each answer"
    )
    parser.add_argument("--rounds", type=int, default=3)
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
