"""Threads that a run can leave behind at any moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Generic, TypeVar

T = TypeVar("T")


class Workers(Generic[T]):
    """``count`` threads that do jobs; what each returns is put into ``results``.

    Those of ``concurrent.futures`` are waited for when the process ends, and a download can take a
    minute. A job must not raise.
    """

    def __init__(self, count: int, results: SimpleQueue[T]) -> None:
        self._count = count
        self._results = results
        self._jobs: SimpleQueue[Callable[[], T] | None] = SimpleQueue()
        self._is_closed = False
        for _number in range(count):
            threading.Thread(target=self._work, name="easycars-pictures", daemon=True).start()

    def do(self, job: Callable[[], T]) -> None:
        """Have one of the threads do ``job`` when it is free."""
        self._jobs.put(job)

    def close(self) -> None:
        """Begin no more jobs; what is being done may end, and nobody waits for it."""
        self._is_closed = True
        for _number in range(self._count):
            self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            if not self._is_closed:
                self._results.put(job())
