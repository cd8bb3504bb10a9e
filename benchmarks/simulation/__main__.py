"""What an installation of thousands of dealers asks of its queue, database, EasyCars and memory.

python -m benchmarks.simulation --dealers 5000 --machines 2 --workers 8
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import fields, replace

from benchmarks.simulation.assumptions import Assumptions
from benchmarks.simulation.model import Day, Simulation

WORKERS = (2, 4, 8, 16)
OUTAGE_FROM, OUTAGE_FOR = 6 * 3_600, 3_600


def main(arguments: list[str] | None = None) -> int:
    """Print what the assumptions lead to, and which they are."""
    options = parse(arguments)
    assumptions = Assumptions(
        dealers=options.dealers,
        vehicles=options.vehicles,
        machines=options.machines,
        median_latency=options.latency / 1000,
    )
    print(f"{assumptions.dealers:,} dealers, each hour; {assumptions.machines} machines")
    print("workers     waits s: median   95 %    worst   queue   workers busy   processors busy")
    for workers in options.workers:
        each = replace(assumptions, workers_a_machine=workers)
        print(describe_day(each, Simulation(each).run()))
    chosen = replace(assumptions, workers_a_machine=options.workers[-1])
    for line in describe_load(chosen, Simulation(chosen).run()):
        print(line)
    print(describe_outage(chosen))
    for line in describe_assumptions(chosen):
        print(line)
    return 0


def describe_day(a: Assumptions, day: Day) -> str:
    waits = sorted(day.waits)
    seconds = a.hours * 3_600
    cores = a.machines * a.cores_a_machine
    return (
        f"{a.machines} x {a.workers_a_machine:<7}{waits[len(waits) // 2]:>13.0f}"
        f"{waits[int(len(waits) * 0.95)]:>9.0f}{waits[-1]:>9.0f}{max(day.queue_lengths):>8,}"
        f"{day.busy_seconds / seconds / a.workers:>14.0%}{day.cpu_seconds / seconds / cores:>18.0%}"
    )


def describe_load(a: Assumptions, day: Day) -> Iterator[str]:
    seconds = a.hours * 3_600
    rows = day.runs * 24 / a.hours * a.retention_days
    changes = day.changes * 24 / a.hours * a.retention_days
    gigabytes = (rows * a.row_of_a_run + changes * a.row_of_a_change) / 1e9
    memory = a.workers_a_machine * (a.memory_of_a_worker + a.vehicles * a.memory_of_a_vehicle)
    yield ""
    yield f"runs                  {day.runs:>12,} a day, {day.failures:,} of them failed"
    yield f"calls of EasyCars     {day.calls:>12,} a day, {day.calls / seconds:.1f} a second"
    yield f"queries               {day.queries:>12,} a day, {day.queries / seconds:.0f} a second"
    yield (
        f"history               {rows:>12,.0f} runs and {changes:,.0f} changes in "
        f"{a.retention_days} days, about {gigabytes:.1f} GB with indexes"
    )
    yield f"memory                {memory / 1e9:>12.1f} GB a machine, for the workers"


def describe_outage(a: Assumptions) -> str:
    """Return how long it takes until nobody waits any more after all clusters were down."""
    down = replace(a, outage_from=OUTAGE_FROM, outage_for=OUTAGE_FOR)
    lengths = Simulation(down).run().queue_lengths
    usual = max(Simulation(a).run().queue_lengths)
    over = int((OUTAGE_FROM + OUTAGE_FOR) / a.tick)
    minutes = next((n for n, length in enumerate(lengths[over:]) if length <= usual), None)
    caught_up = "not within the day" if minutes is None else f"{minutes} minutes later"
    return (
        f"after an hour without a cluster: {max(lengths):,} dealers wait; all are up to date again "
        f"{caught_up}"
    )


def describe_assumptions(a: Assumptions) -> Iterator[str]:
    yield ""
    yield "Assumptions"
    for each in fields(a):
        yield f"  {each.name:<26} {getattr(a, each.name)}"


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.simulation", description="Simulate a day of many dealers."
    )
    parser.add_argument("--dealers", type=int, default=5_000)
    parser.add_argument("--vehicles", type=int, default=80, help="of each dealer")
    parser.add_argument("--machines", type=int, default=2)
    parser.add_argument("--workers", type=int, nargs="+", default=WORKERS, help="of each machine")
    parser.add_argument(
        "--latency", type=float, default=500, metavar="MILLISECONDS", help="median of an answer"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
