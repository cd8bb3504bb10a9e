"""Ends a run between two batches where its process is told to stop, by SIGTERM.

A cluster of django-q2 keeps the signal to itself and waits for its workers, however long their runs
may take. ``manage.py qcluster`` therefore shares a note with them, which they look at.
"""

from __future__ import annotations

import mmap
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from types import FrameType
from typing import Self

from django.db import connections

# What a shell reports of a process that SIGTERM has ended.
EXIT_STATUS = 128 + signal.SIGTERM
# How often (seconds) a worker looks whether its cluster stops.
LOOK_EVERY = 0.5


class ClusterNote:
    """Says to all processes that are forked after it was made that their cluster stops."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, 1)

    def write(self) -> None:
        self._shared[0] = 1

    @property
    def is_written(self) -> bool:
        return bool(self._shared[0])


class Stop:
    """What the process at work knows of its end: it ends at ``check()``, or at once outside of
    transactions, but only while ``allowed()``."""

    def __init__(self) -> None:
        self._is_told = False
        self._is_allowed = False
        self._only_at_checks = False

    def tell(self, _number: int, _frame: FrameType | None) -> None:
        """Receive SIGTERM."""
        self._is_told = True
        if self._only_at_checks:
            return
        if not any(each.in_atomic_block for each in connections.all(initialized_only=True)):
            self.check()

    def check(self) -> None:
        if self._is_told and self._is_allowed:
            self._is_told = False
            raise SystemExit(EXIT_STATUS)

    @contextmanager
    def allowed(self) -> Iterator[None]:
        self._is_allowed = True
        try:
            self.check()
            yield
        finally:
            self._is_allowed = False

    @contextmanager
    def only_at_checks(self) -> Iterator[None]:
        before, self._only_at_checks = self._only_at_checks, True
        try:
            yield
        finally:
            self._only_at_checks = before

    def end_process(self) -> None:
        """Make up for what was not allowed so far."""
        with self.allowed():
            pass


class _Watch:
    """A thread that tells its process to stop when the cluster does."""

    def __init__(self, note: ClusterNote) -> None:
        self._note = note
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="easycars-stop", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._note.is_written:
            if self._is_over.wait(LOOK_EVERY):
                return
        os.kill(os.getpid(), signal.SIGTERM)


_note: ClusterNote | None = None
_stop: Stop | None = None


def share_note() -> ClusterNote:
    """Return the note of this process and of those that it will fork."""
    global _note  # noqa: PLW0603  (a process has one, and forks inherit it)
    _note = _note or ClusterNote()
    return _note


def is_cluster_ending() -> bool:
    """Return whether this process belongs to a cluster that has been told to stop."""
    return _note is not None and _note.is_written


def ending_with_cluster(task: Callable[[int], None]) -> Callable[[int], None]:
    """Have ``task`` do nothing once the cluster stops, and end the task, not the worker, where that
    comes amid it.

    What is not begun is left to the tick. A cluster's workers have to empty its queue before they
    are told to stop; without them it would wait for ever.
    """

    @wraps(task)
    def carry_out(key: int) -> None:
        if is_cluster_ending():
            return
        try:
            task(key)
        except SystemExit:
            if not is_cluster_ending():
                raise

    return carry_out


def end_if_told() -> None:
    """Raise ``SystemExit`` where the process was told to stop and is in the middle of a run."""
    if _stop is not None:
        _stop.check()


@contextmanager
def ending_at_checks_only() -> Iterator[None]:
    """Have SIGTERM end the body at ``end_if_told()`` only: what has come must be recorded first."""
    if _stop is None:
        yield
        return
    with _stop.only_at_checks():
        yield


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Have SIGTERM end the body, while it allows so, by ``SystemExit``; and the process afterwards.

    Only in a process that has no plans of its own for the signal, and in its main thread.
    """
    global _stop  # noqa: PLW0603  (a signal is a matter of the process)
    stop = Stop()
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGTERM) != signal.SIG_DFL:
        yield stop
        return
    _stop = stop
    signal.signal(signal.SIGTERM, stop.tell)
    try:
        with _watching():
            yield stop
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _stop = None
        stop.end_process()


@contextmanager
def _watching() -> Iterator[None]:
    if _note is None:
        yield
        return
    with _Watch(_note):
        yield
