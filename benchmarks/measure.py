"""What a piece of work costs: time, processor time, peak memory, queries and written rows."""

from __future__ import annotations

import gc
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connection

from benchmarks.measurement import Measurement

WRITE = re.compile(
    r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+["`]?(\w+)', re.IGNORECASE
)
ROW_SEPARATOR = "), ("


class QueryLog:
    """Counts queries, and the rows that each table gained, changed or lost.

    A statement that met no row counts as a query and writes nothing. Rows that a trigger of the
    database writes are not seen. Give it to ``connection.execute_wrapper``.
    """

    def __init__(self) -> None:
        self.queries = 0
        self.written_rows: Counter[str] = Counter()

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.queries += 1
        result = execute(sql, params, many, context)
        if write := WRITE.match(sql):
            # An INSERT that returns keys does not tell its number of rows before they are read.
            rows = context["cursor"].rowcount
            self.written_rows[write[1]] += rows if rows > 0 else count_inserted_rows(sql)
        return result


def count_inserted_rows(sql: str) -> int:
    """Return how many rows the text of a statement inserts; 0 where it is no INSERT."""
    return sql.count(ROW_SEPARATOR) + 1 if sql.lstrip()[:6].upper() == "INSERT" else 0


class Stopwatch:
    """Adds up the wall clock, processor time, queries and writes of its ``with`` blocks."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.cpu_seconds = 0.0
        self.log = QueryLog()

    def __enter__(self) -> Stopwatch:
        self._wrapper = connection.execute_wrapper(self.log)
        self._wrapper.__enter__()
        self._cpu_started = time.process_time()
        self._started = time.perf_counter()
        return self

    def __exit__(self, *error: Any) -> None:
        self.seconds += time.perf_counter() - self._started
        self.cpu_seconds += time.process_time() - self._cpu_started
        self._wrapper.__exit__(*error)

    def report(self, name: str, size: int, **facts: Any) -> Measurement:
        """Return what ``size`` items took so far, with the peak memory of this process."""
        return Measurement(
            name=name,
            size=size,
            seconds=self.seconds,
            cpu_seconds=self.cpu_seconds,
            peak_bytes=peak_bytes(),
            queries=self.log.queries,
            written_rows={table: rows for table, rows in self.log.written_rows.items() if rows},
            facts=facts,
        )


def measure(name: str, size: int, work: Callable[[], Any], *, repeats: int = 1) -> Measurement:
    """Return the median, by time, of ``repeats`` runs of ``work``."""
    measurements = []
    for _repeat in range(repeats):
        gc.collect()
        with (stopwatch := Stopwatch()):
            work()
        measurements.append(stopwatch.report(name, size))
    measurements.sort(key=lambda measurement: measurement.seconds)
    return measurements[(repeats - 1) // 2]


def peak_bytes() -> int:
    """Return the most memory that this process has held, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
