"""Errors that nobody has foreseen, told without what a database's own words repeat.

Those hold the row that was refused, such as PostgreSQL's 'Failing row contains (...)': a visitor's
name and number, in a log or in a task of the job queue, where nobody thinks of them again.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from functools import wraps

from django.db import DatabaseError

from wagtail_easycars.errors import EasyCarsError

logger = logging.getLogger("wagtail_easycars")


class TaskFailed(EasyCarsError):
    """A task met what nobody has foreseen. It is logged, and named here by its class only."""


class DatabaseRefused(EasyCarsError):
    """The database refused something. That is logged, and named here by its class only."""


def failing_by_name(task: Callable[[int], None]) -> Callable[[int], None]:
    """Have ``task`` log what nobody has foreseen, and raise ``TaskFailed`` in its place.

    The job queue stores the text of whatever a task raises.
    """

    @wraps(task)
    def carry_out(key: int) -> None:
        try:
            task(key)
        except Exception as error:  # noqa: BLE001  (the last that can tell)
            log_unforeseen(error, "%s(%s) failed", task.__name__, key)
            name = name_error(error)
        else:
            return
        # Outside of the block above, or the error would be the context of this one.
        raise TaskFailed(name)

    return carry_out


def log_unforeseen(error: Exception, message: str, *values: object) -> None:
    """Log ``message % values`` with the traceback of ``error``, a database's without its words."""
    if not any(isinstance(each, DatabaseError) for each in _chain_of(error)):
        logger.error(message, *values, exc_info=error)
        return
    frames = "".join(traceback.format_tb(error.__traceback__))
    logger.error(f"{message}: %s\n%s", *values, name_error(error), frames)


def name_error(error: Exception) -> str:
    """Return the class of ``error`` and, of a database's, its code: 'IntegrityError (23502)'."""
    name, code = type(error).__name__, _get_code(error)
    return f"{name} ({code})" if code else name


def _get_code(error: Exception) -> str:
    """Return PostgreSQL's SQLSTATE, the number of MySQL and MariaDB, or the name by SQLite."""
    if not isinstance(error, DatabaseError):
        return ""
    cause = error.__cause__
    for name in ("sqlstate", "pgcode", "sqlite_errorname"):
        if code := getattr(cause, name, None):
            return str(code)
    return str(error.args[0]) if error.args and isinstance(error.args[0], int) else ""


def _chain_of(error: BaseException) -> Iterator[BaseException]:
    """Yield ``error`` and what led to it, as a traceback shows them."""
    following: BaseException | None = error
    while following is not None:
        yield following
        following = following.__cause__ or following.__context__
