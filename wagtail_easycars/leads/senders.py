"""Several leads on their way at once: threads wait for EasyCars, one thread has the database.

What happens to a lead is a generator, its course. It works with the database in the thread that
calls ``carry_out()``, and yields what is to be asked of EasyCars; the answer comes back as the
value of the ``yield``, a failure as an exception. SQLite has one writer, and one thread's
connection and transactions are easy to reason about.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any

from django.db import connections

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.runs.stopping import end_if_told

logger = logging.getLogger("wagtail_easycars")

Errand = Callable[[], Any]
"""Calls EasyCars in a thread of its own; must not use the database."""


class Turn:
    """Yielded by a course that wants to send: it goes on when it is one of the senders, and is one
    until its next call has been answered."""


TURN = Turn()
Course = Generator[Errand | Turn, Any, None]


class Senders:
    """Carries out courses of which at most ``count`` are sending.

    As many again are ahead of them, asking who the customer is, so that a question costs no time.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool = ThreadPoolExecutor(2 * count, thread_name_prefix="easycars-leads")
        self._asking: dict[Future[Any], Course] = {}
        self._waiting: deque[Course] = deque()
        self._sending: set[Course] = set()
        self._is_ending = False

    def carry_out(self, courses: Iterable[Course]) -> None:
        """Carry out ``courses`` to their ends.

        Where anything but an ``EasyCarsError`` of a call is raised, the courses whose call is under
        way get their answer, so that it is recorded, and no further ones begin. So it is where the
        process is told to stop, which raises ``SystemExit``.
        """
        remaining = iter(courses)
        try:
            while self._start(remaining):
                done, _others = wait(self._asking, return_when=FIRST_COMPLETED)
                self._go_on_with(done)
        finally:
            self._end()

    def _start(self, remaining: Iterator[Course]) -> bool:
        """Begin what can be begun, and return whether a call is under way."""
        self._give_turns()
        while self._has_room():
            end_if_told()
            course = next(remaining, None)
            if course is None:
                break
            self._advance(course, partial(next, course))
            self._give_turns()
        return bool(self._asking)

    def _has_room(self) -> bool:
        return len(self._asking) + len(self._waiting) < 2 * self._count

    def _give_turns(self) -> None:
        while self._waiting and len(self._sending) < self._count:
            end_if_told()
            course = self._waiting.popleft()
            self._sending.add(course)
            self._advance(course, partial(next, course))

    def _go_on_with(self, done: Iterable[Future[Any]]) -> None:
        """Failures first, which may be the end of sending. Then others get their turn before what
        went well is recorded: EasyCars works on theirs in the meantime."""
        succeeded = []
        for future in done:
            if future.exception() is None:
                succeeded.append(future)
                self._sending.discard(self._asking[future])
            else:
                self._go_on(future)
        self._give_turns()
        for future in succeeded:
            self._go_on(future)

    def _go_on(self, future: Future[Any]) -> None:
        if not self._is_ending:
            end_if_told()  # Its answer is recorded then, and it asks for nothing more.
        course = self._asking.pop(future)
        error = future.exception()
        if error is None:
            self._advance(course, partial(course.send, future.result()))
        elif isinstance(error, EasyCarsError):
            self._advance(course, partial(course.throw, error))
        else:
            raise error

    def _advance(self, course: Course, step: Callable[[], Errand | Turn]) -> None:
        try:
            wanted = step()
        except StopIteration:
            self._sending.discard(course)
            return
        if self._is_ending:
            course.close()
        elif isinstance(wanted, Turn):
            self._waiting.append(course)
        else:
            self._asking[self._pool.submit(_in_thread, wanted)] = course

    def _end(self) -> None:
        self._is_ending = True
        for future in list(self._asking):
            wait([future])
            self._record(future)
        self._pool.shutdown()

    def _record(self, future: Future[Any]) -> None:
        try:
            self._go_on(future)
        except EasyCarsError as error:
            logger.warning("What became of a lead was not counted: %s", type(error).__name__)
        except Exception as error:  # noqa: BLE001  (what ends the sending is raised already)
            # Its claim runs out, and it is looked for then. The text may repeat what was written.
            logger.warning("What became of a lead was not recorded: %s", type(error).__name__)


def _in_thread(errand: Errand) -> Any:
    try:
        return errand()
    finally:
        # A cache in the database, which keeps the tokens, opens one for this thread.
        connections.close_all()
