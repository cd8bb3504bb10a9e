"""Which statements of a process have changed a row, and when."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHANGES = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM)\s+[`"]?(\w+)')
LEASE_TABLE = "wagtail_easycars_synclease"


@dataclass(frozen=True)
class Write:
    """``began`` and ``ended`` are seconds of the clock that all processes of a machine share."""

    began: float
    ended: float
    verb: str
    table: str


class Audit:
    """Notes in a file each statement that has changed a row; install it as an execute wrapper."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        began = time.monotonic()
        result = execute(sql, params, many, context)
        if (change := CHANGES.match(sql)) and context["cursor"].rowcount:
            verb, table = change.groups()
            with self._path.open("a") as file:
                file.write(f"{began}\t{time.monotonic()}\t{verb}\t{table}\n")
        return result


def read_audit(path: Path) -> list[Write]:
    """Return what the process with the audit at ``path`` has written, in its order."""
    if not path.exists():
        return []
    rows = (line.split("\t") for line in path.read_text().splitlines())
    return [Write(float(began), float(ended), verb, table) for began, ended, verb, table in rows]


def find_late_writes(first: Path, second: Path) -> list[Write]:
    """Return what the first process has begun to write after the second one took its lease."""
    takeovers = [write.ended for write in read_audit(second) if write.table == LEASE_TABLE]
    if not takeovers:
        return []
    return [write for write in read_audit(first) if write.began > takeovers[0]]
