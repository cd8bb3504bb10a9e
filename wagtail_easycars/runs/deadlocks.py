"""Tries a transaction again that the database has ended in favour of another one.

Databases ask for this of whoever writes: two writers may wait for each other, and one has to give
way. Nothing of its transaction was written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, transaction

T = TypeVar("T")

ATTEMPTS = 5
# SQLSTATE of PostgreSQL, and the number that MySQL and MariaDB give.
DEADLOCK_DETECTED = "40P01"
ER_LOCK_DEADLOCK = 1213


def in_transaction(write: Callable[[], T]) -> T:
    """Return what ``write`` returns, called in a transaction of its own.

    It is called again, up to ``ATTEMPTS`` times, where the transaction loses a deadlock, and must
    then do the same; within another transaction only that one could begin again, so it is called
    once. Raises what ``write`` raises.
    """
    attempts_left = 1 if transaction.get_connection().in_atomic_block else ATTEMPTS
    while True:
        attempts_left -= 1
        try:
            with transaction.atomic():
                return write()
        except OperationalError as error:
            if not attempts_left or not is_deadlock(error):
                raise


def is_deadlock(error: OperationalError) -> bool:
    """Return whether ``error`` says that a transaction gave way to another one."""
    cause = error.__cause__
    sqlstate = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)
    return sqlstate == DEADLOCK_DETECTED or error.args[:1] == (ER_LOCK_DEADLOCK,)
