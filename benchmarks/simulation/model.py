"""A day of many dealers, event by event: ticks, a queue, and workers that share processors."""

from __future__ import annotations

import heapq
import math
import random
from collections import deque
from dataclasses import dataclass, field

from benchmarks.simulation.assumptions import Assumptions

FIRST_WAIT = 3_600.0
LONGEST_WAIT = 86_400.0


@dataclass
class Dealer:
    """``due`` is when the next run is due; ``failures`` how many have failed in a row."""

    number: int
    due: float
    latency: float
    is_dead: bool
    failures: int = 0
    is_unfinished: bool = False


@dataclass
class Day:
    """What happened: waits from due to begun and queue lengths, at each run and each tick."""

    waits: list[float] = field(default_factory=list)
    queue_lengths: list[int] = field(default_factory=list)
    runs: int = 0
    failures: int = 0
    calls: int = 0
    queries: int = 0
    changes: int = 0
    busy_seconds: float = 0.0
    cpu_seconds: float = 0.0
    left: int = 0


class Simulation:
    """The schedule is that of ``schedule/``: the longest overdue first, none beside another of the
    same dealer, waits that double after failures."""

    def __init__(self, assumptions: Assumptions) -> None:
        self.a = assumptions
        self._random = random.Random(assumptions.seed)
        self._dealers = [self._new_dealer(number) for number in range(assumptions.dealers)]
        self._queue: deque[tuple[Dealer, float]] = deque()
        self._at_work: list[tuple[float, int]] = []
        self.day = Day()

    def run(self) -> Day:
        """Return the day, from one tick to the next."""
        end = self.a.hours * 3_600
        for now in range(0, end, self.a.tick):
            if self._is_down(now):
                self.day.queue_lengths.append(self._count_due(now))
                continue
            self._look(now)
            self._work(now, min(now + self.a.tick, end))
        self.day.left = len(self._queue)
        return self.day

    def _new_dealer(self, number: int) -> Dealer:
        chance = self._random.random()
        is_slow = chance < self.a.slow_accounts
        is_dead = self.a.slow_accounts <= chance < self.a.slow_accounts + self.a.dead_accounts
        due = self._random.random() * self.a.interval
        latency = self.a.slow_latency if is_slow else self.a.median_latency
        return Dealer(number, due, latency, is_dead)

    def _is_down(self, now: float) -> bool:
        began = self.a.outage_from
        return began is not None and began <= now < began + self.a.outage_for

    def _count_due(self, now: float) -> int:
        return sum(each.due <= now for each in self._dealers)

    def _look(self, now: float) -> None:
        due = [each for each in self._dealers if each.due <= now and not each.is_unfinished]
        for dealer in sorted(due, key=lambda each: each.due):
            dealer.is_unfinished = True
            self._queue.append((dealer, dealer.due))
            # What was missed is made up for once.
            dealer.due += (math.floor((now - dealer.due) / self.a.interval) + 1) * self.a.interval
        self.day.queue_lengths.append(len(self._queue))

    def _work(self, now: float, until: float) -> None:
        """Let workers take what waits until the next tick; who is free earliest goes first."""
        while self._queue:
            if len(self._at_work) < self.a.workers:
                begin = now
            elif self._at_work[0][0] < until:
                begin, number = heapq.heappop(self._at_work)
                self._dealers[number].is_unfinished = False
                begin = max(begin, now)
            else:
                break
            dealer, due = self._queue.popleft()
            self.day.waits.append(begin - due)
            heapq.heappush(self._at_work, (begin + self._carry_out(dealer, begin), dealer.number))
        while self._at_work and self._at_work[0][0] <= until:
            _end, number = heapq.heappop(self._at_work)
            self._dealers[number].is_unfinished = False

    def _carry_out(self, dealer: Dealer, now: float) -> float:
        """Return how long the run takes, which waits for EasyCars and then for a processor."""
        self.day.runs += 1
        if dealer.is_dead:
            return self._fail(dealer, now)
        dealer.failures = 0
        changed = self._count_changed()
        waiting = sum(self._latency(dealer) for _each in range(self.a.calls_a_run))
        work = (
            self.a.cpu_of_a_message
            + self.a.cpu_of_a_run
            + self.a.vehicles * self.a.cpu_of_a_vehicle
            + changed * self.a.cpu_of_a_change
        )
        self.day.calls += self.a.calls_a_run
        self.day.queries += self.a.queries_of_a_run + bool(changed) * self.a.queries_of_a_change
        self.day.changes += changed
        self.day.cpu_seconds += work
        return self._count_busy(waiting + work * self._share_of_processor())

    def _fail(self, dealer: Dealer, now: float) -> float:
        wait = min(FIRST_WAIT * 2**dealer.failures, LONGEST_WAIT)
        dealer.due = now + wait * (1 + self._random.random())
        dealer.failures += 1
        self.day.failures += 1
        self.day.calls += 1
        self.day.queries += self.a.queries_of_a_run
        return self._count_busy(self.a.time_out)

    def _count_busy(self, seconds: float) -> float:
        self.day.busy_seconds += seconds
        return seconds

    def _latency(self, dealer: Dealer) -> float:
        return self._random.lognormvariate(math.log(dealer.latency), self.a.latency_spread)

    def _count_changed(self) -> int:
        expected = self.a.vehicles * self.a.changed_vehicles_an_hour
        return int(self._random.expovariate(1 / expected)) if expected else 0

    def _share_of_processor(self) -> float:
        """Return by how much work takes longer where more workers are busy than there are cores."""
        return max(1.0, len(self._at_work) / (self.a.machines * self.a.cores_a_machine))
