"""Each measurement, and each sandbox, in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measurement import Measurement

# Vehicles of the dealer that each process synchronises before it measures.
WARM_UP_SIZE = 20


@contextmanager
def sandbox_process(size: int) -> Iterator[str]:
    """Yield the base URL of a sandbox that serves ``size`` vehicles."""
    command = [sys.executable, "-m", "benchmarks.sandbox", str(size)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        base_url = process.stdout.readline().strip()
        if not base_url:
            raise RuntimeError(f"The sandbox with {size} vehicles did not start.")
        yield base_url
        process.stdin.close()


@dataclass(frozen=True)
class Worker:
    """Runs ``module`` as ``python -m module NAME SIZE REPEATS`` and reads the JSON it prints."""

    module: str
    warm_up_url: str

    def run(self, name: str, size: int, **options: Any) -> Measurement:
        """Return the last of what ``run_all`` returns."""
        return self.run_all(name, size, **options)[-1]

    def run_all(
        self,
        name: str,
        size: int,
        *,
        database: Path,
        finished: Path | None = None,
        api_url: str = "",
        repeats: int = 1,
    ) -> list[Measurement]:
        """Return what the process measured; its errors go to standard error and are raised."""
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "BENCHMARK_DATABASE": str(database),
            "BENCHMARK_FINISHED_DATABASE": str(finished or ""),
            "BENCHMARK_WARM_UP_URL": self.warm_up_url,
            "BENCHMARK_API_URL": api_url or self.warm_up_url,
        }
        command = [sys.executable, "-m", self.module, name, str(size), str(repeats)]
        answer = subprocess.run(
            command, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
        return [Measurement(**json.loads(line)) for line in answer.stdout.splitlines()]


@contextmanager
def copy_of(database: Path) -> Iterator[Path]:
    """Yield a copy of a SQLite database that nobody has open; it is deleted afterwards."""
    copy = database.with_name(f"copy-of-{database.name}")
    shutil.copyfile(database, copy)
    try:
        yield copy
    finally:
        delete_database(copy)


def delete_database(database: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
