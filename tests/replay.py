"""Writes the same rows test after test: the first time as Wagtail does it, then by its SQL alone.

A page costs 15 ms with its checks, its references and its entry in the search index, which is too
much for what stands at the beginning of more than a thousand tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from wagtail.models import Site

WRITES = ("INSERT", "UPDATE", "DELETE")
Statement = tuple[str, Any, bool]
Keys = list[tuple[str, int]]


@dataclass
class _Recording:
    """What was written, and which keys the next rows would have had before it."""

    keys: Keys
    statements: list[Statement] = field(default_factory=list)

    def note(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(WRITES):
            self.statements.append((sql, params, many))
        return execute(sql, params, many, context)


_recordings: dict[Callable[[], Any], _Recording] = {}


def write(make: Callable[[], Any]) -> None:
    """Have in the database what ``make`` writes.

    It is called where the rows would get other keys than they had the first time, and on databases
    that give keys a second time to no row.
    """
    if connection.vendor != "sqlite":
        make()
        return
    known = _recordings.get(make)
    keys = _last_keys()
    if known is None or known.keys != keys:
        recording = _Recording(keys)
        with connection.execute_wrapper(recording.note):
            make()
        _recordings[make] = known or recording
        return
    with connection.cursor() as cursor:
        for sql, params, many in known.statements:
            (cursor.executemany if many else cursor.execute)(sql, params)
    Site.clear_site_root_paths_cache()


def _last_keys() -> Keys:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        return cursor.fetchall()
