"""What the simulation takes for granted. Times are in seconds, sizes in bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Assumptions:
    """A day of one installation. Figures marked 'measured' come from the other benchmarks."""

    dealers: int = 5_000
    vehicles: int = 80
    interval: int = 3_600
    hours: int = 24

    machines: int = 2
    workers_a_machine: int = 8
    cores_a_machine: int = 2
    tick: int = 60

    # Tokens live for ten minutes, so an hourly sync asks for one, and for the stock.
    calls_a_run: int = 2
    median_latency: float = 0.5
    # Of the logarithm: a twentieth of the answers takes more than 2.7 times the median.
    latency_spread: float = 0.6
    slow_accounts: float = 0.01
    slow_latency: float = 30.0
    dead_accounts: float = 0.002
    time_out: float = 60.0

    # Measured: a run without vehicles, and what each vehicle adds, of an unchanged feed.
    cpu_of_a_run: float = 0.03
    cpu_of_a_vehicle: float = 0.00005
    # Measured: what a vehicle that has changed, and one that is new, add to that.
    cpu_of_a_change: float = 0.001
    changed_vehicles_an_hour: float = 0.01
    # Of the queue: taking a message, and putting back its result.
    cpu_of_a_message: float = 0.01

    # Measured: an unchanged feed, with the queue's own; more for a run that changes something.
    queries_of_a_run: int = 24
    queries_of_a_change: int = 12
    row_of_a_run: int = 900
    row_of_a_change: int = 1_100
    retention_days: int = 90
    # Measured: a worker at rest, and what the largest feed adds.
    memory_of_a_worker: int = 150_000_000
    memory_of_a_vehicle: int = 9_000

    outage_from: float | None = None
    outage_for: float = 0.0
    seed: int = 1

    @property
    def workers(self) -> int:
        return self.machines * self.workers_a_machine
