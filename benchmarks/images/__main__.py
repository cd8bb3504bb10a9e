"""The picture flow against a host of a set latency, and its memory at two sizes.

python -m benchmarks.images --sizes 200,1000 --memory-sizes 500,5000 --json results.json
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.images.promises import MEGABYTE, judge
from benchmarks.measurement import Measurement
from benchmarks.processes import Worker, copy_of
from benchmarks.stock.__main__ import read_sizes
from benchmarks.stock.report import as_json, describe_verdicts, environment

WORKER = "benchmarks.images.worker"


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return 1 if ``--check`` is given and a promise is not kept."""
    options = parse(arguments)
    with tempfile.TemporaryDirectory(prefix="easycars-benchmark-") as directory:
        session = Session(Path(directory))
        with host_process(options.latency) as url:
            for size in options.sizes:
                session.measure("decode", size, url)
                session.measure("store", size, url)
        results = {(each.name, each.size): each for each in session.measurements}
        with host_process(0) as url:
            memory = {size: session.measure("store", size, url) for size in options.memory_sizes}
    verdicts = judge(results, memory, options.latency)
    print(", ".join(f"{name} {value}" for name, value in environment().items()))
    for line in describe_verdicts(verdicts):
        print(line)
    if options.json:
        report = as_json(session.measurements, verdicts)
        options.json.write_text(json.dumps(report, indent=2) + "\n")
    kept = all(verdict.is_nearly_met(options.tolerance / 100) for verdict in verdicts)
    return 1 if options.check and not kept else 0


class Session:
    """Measures in ``directory``, each time from an empty database, and tells of it."""

    def __init__(self, directory: Path) -> None:
        self.measurements: list[Measurement] = []
        self._empty = directory / "empty.sqlite3"
        self._worker = Worker(WORKER, "http://127.0.0.1:1/")
        self._worker.run("create_database", 0, database=self._empty)

    def measure(self, name: str, size: int, url: str) -> Measurement:
        with copy_of(self._empty) as database:
            result = self._worker.run(name, size, database=database, api_url=url)
        self.measurements.append(result)
        print(describe(result), file=sys.stderr, flush=True)
        return result


def describe(result: Measurement) -> str:
    return (
        f"{result.name}, {result.size:,}: {result.seconds:.1f} s, "
        f"processor {result.cpu_seconds:.1f} s, {result.queries:,} queries, "
        f"peak {result.peak_bytes / MEGABYTE:.0f} MB"
    )


@contextmanager
def host_process(latency: float) -> Iterator[str]:
    """Yield the address of a host of pictures that takes ``latency`` seconds for each."""
    command = [sys.executable, "-m", "benchmarks.images.host", str(latency)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.stdin.close()


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.images",
        description="Measure how fast and with how much memory pictures are stored.",
    )
    parser.add_argument(
        "--sizes", type=read_sizes, default=[200, 1000], metavar="N,N", help="numbers of pictures"
    )
    parser.add_argument(
        "--memory-sizes",
        type=read_sizes,
        default=[500, 5000],
        metavar="N,N",
        help="numbers of pictures whose peak memory is compared",
    )
    parser.add_argument(
        "--latency", type=float, default=0.2, help="seconds that the host takes for each picture"
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


if __name__ == "__main__":
    sys.exit(main())
