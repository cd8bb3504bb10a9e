"""SQLite's test database, migrated once: every later run, and every worker, begins with a copy.

Migrating takes longer than many a test file. The copy is kept under a name that changes with any
migration of any app and with what it is made by; ``migrate`` is still called, and finds nothing to
do. The other databases, and the example site, migrate each time.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import django
from django.db import connection
from django.db.backends.signals import connection_created
from django.db.migrations.loader import MigrationLoader

FOLDER = Path(__file__).parents[1] / "var" / "migrated" / Path(sys.prefix).name


@contextmanager
def copied_where_it_is_known() -> Iterator[None]:
    """Let a test database that is created in the body begin as the copy, or become the copy."""
    if connection.vendor != "sqlite":
        yield
        return
    copy = FOLDER / f"{_digest()}.sqlite3"

    def fill(connection: Any, **kwargs: Any) -> None:
        connection_created.disconnect(fill)
        if copy.exists():
            with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as source:
                source.backup(connection.connection)

    connection_created.connect(fill)
    try:
        yield
    finally:
        connection_created.disconnect(fill)
    if not copy.exists():
        _keep(copy)


def _keep(copy: Path) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for outdated in FOLDER.glob("*.sqlite3"):
        outdated.unlink(missing_ok=True)
    unfinished = copy.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(unfinished)) as target:
        connection.connection.backup(target)
    unfinished.replace(copy)


def _digest() -> str:
    loader = MigrationLoader(None)
    digest = sha256(f"{sys.version} {sqlite3.sqlite_version} {django.__version__}".encode())
    for name, migration in sorted(loader.disk_migrations.items()):
        source = sys.modules[type(migration).__module__].__file__
        assert source is not None
        digest.update(repr(name).encode() + Path(source).read_bytes())
    return digest.hexdigest()[:16]
