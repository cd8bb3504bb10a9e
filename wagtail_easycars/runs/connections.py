"""The connection to the database, which ends where that is restarted."""

from __future__ import annotations

from django.db import transaction


def close_lost_connection() -> None:
    """Have the next query open a new connection where this one was lost.

    Django does so before each request and each task, but not amid one.
    """
    connection = transaction.get_connection()
    if connection.connection is None or connection.in_atomic_block:
        return
    if connection.errors_occurred and not connection.is_usable():
        connection.close()
