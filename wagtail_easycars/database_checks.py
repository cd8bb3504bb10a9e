"""What of the database's set-up keeps several processes from writing, as warnings."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning


def check_sqlite(**kwargs: Any) -> list[CheckMessage]:
    """Check that SQLite, where it is used, lets several processes write."""
    database: Any = settings.DATABASES.get("default", {})
    if not str(database.get("ENGINE", "")).endswith("sqlite3"):
        return []
    options = database.get("OPTIONS", {})
    missing = [
        *(["transaction_mode"] if not _is_immediate(options) else []),
        *(["journal_mode"] if not _is_write_ahead(options) else []),
    ]
    if not missing:
        return []
    return [
        Warning(
            "SQLite is set up for one process: while a worker writes, visitors get 'database is "
            f"locked'. Missing: {', '.join(missing)}.",
            hint='Set OPTIONS of DATABASES["default"] to {"transaction_mode": "IMMEDIATE", '
            '"timeout": 20, "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"}',
            id="wagtail_easycars.W026",
        )
    ]


def _is_immediate(options: dict[str, Any]) -> bool:
    mode = options.get("transaction_mode") or ""
    return str(mode).upper() in {"IMMEDIATE", "EXCLUSIVE"}


def _is_write_ahead(options: dict[str, Any]) -> bool:
    command = str(options.get("init_command") or "")
    return "journal_mode=wal" in command.lower().replace(" ", "")
