"""Several leads on their way at once: threads wait for EasyCars, one thread has the database.

What is done with a lead is written as a generator, its steps, which runs in the thread that calls
``carry_out()`` and may use the database there. It yields each call of EasyCars, which a thread of
its own makes; the answer comes back as the value of the ``yield``, a failure as an exception. It
yields ``SLOT`` before a call that must not be one of too many, and goes on when there is room.

So the database has one user: SQLite has one writer, and one thread's connection and transactions
are easy to reason about.
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
from wagtail_easycars.runs.stopping import end_if_told, ending_at_checks_only

logger = logging.getLogger("wagtail_easycars")

Call = Callable[[], Any]
"""Calls EasyCars in a thread of its own; must not use the database."""


class Slot:
    """One of the places for leads that are being sent. Whoever yields it waits for one, and has it
    until the next call is answered."""


SLOT = Slot()
Steps = Generator[Call | Slot, Any, None]
"""What is done with one lead; of a process that ends it is closed before its next call."""


class Senders:
    """Carries out the steps of many leads, of which at most ``count`` are being sent.

    As many again are ahead of them, asking who the customer is, so that a question costs no time.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool = ThreadPoolExecutor(2 * count, thread_name_prefix="easycars-leads")
        self._asking: dict[Future[Any], Steps] = {}
        self._waiting: deque[Steps] = deque()
        self._sending: set[Steps] = set()
        self._is_ending = False

    def carry_out(self, of_each: Iterable[Steps]) -> None:
        """Carry out the steps of each lead to their end.

        Where anything but an ``EasyCarsError`` of a call is raised, what is under way gets its
        answer, so that it is recorded, and nothing further begins. So it is where the process is
        told to stop, which raises ``SystemExit``.
        """
        remaining = iter(of_each)
        with ending_at_checks_only():
            try:
                while self._start(remaining):
                    done, _others = wait(self._asking, return_when=FIRST_COMPLETED)
                    self._go_on_with(done)
            finally:
                self._end()

    def _start(self, remaining: Iterator[Steps]) -> bool:
        """Begin what can be begun, and return whether a call is under way."""
        self._give_slots()
        while self._has_room():
            end_if_told()
            steps = next(remaining, None)
            if steps is None:
                break
            self._advance(steps, partial(next, steps))
            self._give_slots()
        return bool(self._asking)

    def _has_room(self) -> bool:
        return len(self._asking) + len(self._waiting) < 2 * self._count

    def _give_slots(self) -> None:
        while self._waiting and len(self._sending) < self._count:
            end_if_told()
            steps = self._waiting.popleft()
            self._sending.add(steps)
            self._advance(steps, partial(next, steps))

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
        self._give_slots()
        for future in succeeded:
            self._go_on(future)

    def _go_on(self, future: Future[Any]) -> None:
        if not self._is_ending:
            end_if_told()  # Its answer is recorded then, and it asks for nothing more.
        steps = self._asking.pop(future)
        error = future.exception()
        if error is None:
            self._advance(steps, partial(steps.send, future.result()))
        elif isinstance(error, EasyCarsError):
            self._advance(steps, partial(steps.throw, error))
        else:
            raise error

    def _advance(self, steps: Steps, step: Callable[[], Call | Slot]) -> None:
        try:
            wanted = step()
        except StopIteration:
            self._sending.discard(steps)
            return
        if self._is_ending:
            steps.close()
        elif isinstance(wanted, Slot):
            self._waiting.append(steps)
        else:
            self._asking[self._pool.submit(_in_thread, wanted)] = steps

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


def _in_thread(call: Call) -> Any:
    try:
        return call()
    finally:
        # A cache in the database, which keeps the tokens, opens one for this thread.
        connections.close_all()
