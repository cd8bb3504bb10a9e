"""How much faster two clusters are than one, for many dealers on PostgreSQL and Redis.

python -m benchmarks.clusters --sites 500 --vehicles 50 --latency 200
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator

from benchmarks.clusters.database import copy_of, create_database, drop_database
from benchmarks.clusters.processes import Installation
from benchmarks.clusters.progress import Outcome, wait_for_clusters, wait_for_end
from benchmarks.leads.__main__ import answer_late
from benchmarks.processes import sandbox_process
from benchmarks.stock.promises import Verdict
from benchmarks.stock.report import describe_verdicts, environment

FASTER_AT_LEAST = 1.8
PATIENCE = 1800


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return 1 if ``--check`` is given and the promise is not kept."""
    options = parse(arguments)
    print(", ".join(f"{name} {value}" for name, value in environment().items()))
    print(
        f"{options.sites} sites with {options.vehicles} vehicles each, {options.workers} workers a "
        f"cluster, EasyCars answers after {options.latency:g} ms"
    )
    print("clusters        s   sites/s   longest wait s   failed   overtaken by")
    outcomes = {}
    for clusters, outcome in measure(options):
        outcomes[clusters] = outcome
        print(describe(clusters, outcome), flush=True)
    verdict = judge(outcomes, options.clusters)
    for line in describe_verdicts([verdict]):
        print(line)
    return 1 if options.check and not verdict.is_met else 0


def measure(options: argparse.Namespace) -> Iterator[tuple[int, Outcome]]:
    """Yield what each number of clusters took for the same first import of all dealers."""
    name = f"easycars_clusters_{os.getpid()}"
    with sandbox_process(options.vehicles) as url:
        answer_late(url, options.latency / 1000)
        create_database(name)
        try:
            Installation(name, url, options.redis, options.workers).call(
                "create", str(options.sites)
            )
            for clusters in options.clusters:
                with copy_of(name) as database:
                    installation = Installation(database, url, options.redis, options.workers)
                    yield clusters, import_everything(installation, clusters, options)
        finally:
            drop_database(name)


def import_everything(
    installation: Installation, clusters: int, options: argparse.Namespace
) -> Outcome:
    """Queue all dealers' runs for clusters that wait for them, and return what became of them."""
    with installation.clusters(clusters):
        wait_for_clusters(installation.database, installation.redis, clusters, patience=60)
        installation.call("start")
        outcome = wait_for_end(installation.database, patience=PATIENCE)
    expected = options.sites * options.vehicles
    if outcome.failed or outcome.vehicles != expected:
        raise RuntimeError(f"{outcome.failed} runs failed, {outcome.vehicles} of {expected} came.")
    return outcome


def describe(clusters: int, outcome: Outcome) -> str:
    return (
        f"{clusters:>8}{outcome.seconds:>9.1f}{outcome.succeeded / outcome.seconds:>10.2f}"
        f"{outcome.longest_wait:>17.1f}{outcome.failed:>9}{outcome.overtaken:>15}"
    )


def judge(outcomes: dict[int, Outcome], clusters: list[int]) -> Verdict:
    """Return whether the most clusters are as much faster than the fewest as they shall be."""
    few, many = min(clusters), max(clusters)
    ratio = outcomes[few].seconds / outcomes[many].seconds
    limit = FASTER_AT_LEAST ** (many / few - 1)
    return Verdict(
        promise=f"{many} clusters, times as fast as {few}",
        figure=f"{ratio:.2f} x",
        by_the_clock=f"{ratio:.2f} x",
        limit=f"at least {limit:g} x",
        excess=1 - ratio / limit,
    )


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.clusters",
        description="Measure how the work of many dealers is shared by clusters.",
    )
    parser.add_argument("--sites", type=int, default=500)
    parser.add_argument("--vehicles", type=int, default=50)
    parser.add_argument(
        "--latency", type=float, default=200, metavar="MILLISECONDS", help="of each answer"
    )
    parser.add_argument("--workers", type=int, default=2, help="of each cluster")
    parser.add_argument("--clusters", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--redis", default="redis://127.0.0.1:6379/0")
    parser.add_argument("--check", action="store_true", help="exit with 1 if it is not kept")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
