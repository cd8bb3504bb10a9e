"""Starts a process with a database of its own, asks it to do things, and reads what came of them.

What it does is in the module that it runs: ``process``, ``lead_process`` or ``picture_process``.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wagtail_easycars.sandbox import Sandbox

DATABASE = os.environ.get("EASYCARS_TEST_DATABASE", "sqlite")
KILLED = -signal.SIGKILL
PATIENCE_SECONDS = 60


class TortureProcess:
    def __init__(self, module: str, sandbox: Sandbox, environment: dict[str, str]) -> None:
        self.sandbox = sandbox
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=Path(__file__).parents[2],
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, **request: Any) -> dict[str, Any]:
        """Have it carry out the action ``do`` with the other values, and return its answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"the process ended at {request}"
        return json.loads(answer)

    def close(self) -> None:
        self._process.communicate(timeout=PATIENCE_SECONDS)


@contextmanager
def torture_process(
    folder: Path,
    *,
    accounts: Sequence[str],
    module: str = "tests.torture.process",
    settings: str = "tests.torture.kill_settings",
    **environment: str,
) -> Iterator[TortureProcess]:
    """Run ``module`` on a new database, with a connected site for each of ``accounts``."""
    on_file = DATABASE == "sqlite"
    database = str(folder / "torture.sqlite3") if on_file else f"easycars_torture_{os.getpid()}"
    with Sandbox(catalogue=False) as sandbox:
        own = {
            "DJANGO_SETTINGS_MODULE": settings,
            "EASYCARS_TORTURE_DATABASE": database,
            "EASYCARS_TORTURE_URL": sandbox.base_url,
            **environment,
        }
        process = TortureProcess(module, sandbox, own)
        process.ask(do="prepare", accounts=accounts)
        try:
            yield process
        finally:
            process.ask(do="destroy")
            process.close()
