"""Which measurements are made, in which order, how often.

What is compared takes turns, so that a machine which is busy for a while slows both. The loop and
django-import-export are measured once, at the smallest size: the loop would take an hour at the
largest.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measurement import Measurement
from benchmarks.processes import WARM_UP_SIZE, Worker, copy_of, sandbox_process

WORKER = "benchmarks.stock.worker"
# A measurement of few items repeats its work within its process until it has done this many.
ITEMS_A_MEASUREMENT = 5000
# From this size on a first import takes so long that one round of it will do.
LARGE = 20_000


@dataclass(frozen=True)
class Plan:
    """``rounds`` is how often everything takes its turn, but first imports of ``LARGE`` sizes."""

    sizes: list[int]
    rounds: int
    loop_size: int


class Session:
    """Measures what ``plan`` says in ``directory``; ``say`` is told of each measurement."""

    def __init__(self, plan: Plan, directory: Path, say: Callable[[Measurement], None]) -> None:
        self._plan = plan
        self._directory = directory
        self._say = say
        self._stack = ExitStack()
        self._urls: dict[int, str] = {}
        self.measurements: list[Measurement] = []

    def run(self) -> list[Measurement]:
        with self._stack:
            self._worker = Worker(WORKER, self._start_sandbox(WARM_UP_SIZE))
            self._worker.run("create_database", 0, database=self._empty)
            for size in self._plan.sizes:
                self._urls[size] = self._start_sandbox(size)
            for number in range(self._plan.rounds):
                for size in self._plan.sizes:
                    if number == 0 or size < LARGE:
                        self._import(size, keep=number == 0)
                    self._synchronise(size)
            self._compare_once(min(self._plan.sizes))
        return self.measurements

    @property
    def _empty(self) -> Path:
        return self._directory / "empty.sqlite3"

    def _finished(self, size: int) -> Path:
        return self._directory / f"finished-{size}.sqlite3"

    def _start_sandbox(self, size: int) -> str:
        return self._stack.enter_context(sandbox_process(size))

    def _import(self, size: int, *, keep: bool) -> None:
        """Measure first imports of ``size`` vehicles; ``keep`` the database of the first one."""
        finished = self._finished(size)
        with copy_of(self._empty) as database:
            self._measure("cold", size, database)
            if keep:
                database.rename(finished)
        with copy_of(self._empty) as database:
            self._measure("bare_rows", size, database, finished=finished)

    def _synchronise(self, size: int) -> None:
        """Measure what can be done with a finished import of ``size`` vehicles."""
        repeats = max(1, ITEMS_A_MEASUREMENT // size)
        for name, repeats_of_it in (("floor", repeats), ("unchanged", repeats), ("changed", 1)):
            with copy_of(self._finished(size)) as database:
                self._measure(name, size, database, repeats=repeats_of_it)

    def _compare_once(self, size: int) -> None:
        loop_size = min(size, self._plan.loop_size)
        with copy_of(self._empty) as database:
            self._measure("loop", size, database, items=loop_size)
        with copy_of(self._finished(size)) as database:
            self._measure("loop_unchanged", size, database, items=loop_size)
        if find_spec("import_export") is None:
            return
        with copy_of(self._empty) as database:
            self._measure("import_export_cold", size, database)
        with copy_of(self._finished(size)) as database:
            self._measure("import_export_unchanged", size, database)

    def _measure(
        self,
        name: str,
        size: int,
        database: Path,
        *,
        finished: Path | None = None,
        repeats: int = 1,
        items: int | None = None,
    ) -> None:
        """Measure ``name`` with the feed of ``size`` vehicles, or the first ``items`` of them."""
        measurement = self._worker.run(
            name,
            items or size,
            database=database,
            finished=finished,
            api_url=self._urls[size],
            repeats=repeats,
        )
        self.measurements.append(measurement)
        self._say(measurement)
