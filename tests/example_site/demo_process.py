"""The example site's demo as a user starts it: in a process of its own."""

from __future__ import annotations

import os
import queue
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

MANAGE = Path(__file__).parents[2] / "example_site" / "manage.py"
ADDRESS = re.compile(r"http://localhost:(\d+)/")
COUNTS = re.compile(r"\d+ vehicles, \d+ pages")
PATIENCE_SECONDS = 180


class DemoProcess:
    """``manage.py demo`` with its data in ``data_dir``."""

    def __init__(self, data_dir: Path, *arguments: str) -> None:
        self.data_dir = data_dir
        self.lines: list[str] = []
        self._incoming: queue.Queue[str | None] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, str(MANAGE), "demo", *arguments],
            env={**_without_test_settings(), "DEMO_DATA_DIR": str(data_dir)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def wait_for_line(self, beginning: str) -> None:
        """Return once it has printed a line that begins so; fails where it ends before that."""
        while (line := self._incoming.get(timeout=PATIENCE_SECONDS)) is not None:
            self.lines.append(line)
            if line.startswith(beginning):
                return
        raise AssertionError("\n".join(["The demo ended too early:", *self.lines]))

    def wait(self) -> int:
        """Return its exit status, with all that it printed in ``lines``."""
        while (line := self._incoming.get(timeout=PATIENCE_SECONDS)) is not None:
            self.lines.append(line)
        return self.process.wait(PATIENCE_SECONDS)

    def get_port(self) -> int:
        """Return the website's port by what it has printed so far."""
        [port] = {port for line in self.lines for port in ADDRESS.findall(line)}
        return int(port)

    def stop(self) -> int:
        self.process.terminate()
        return self.wait()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            for line in stream:
                self._incoming.put(line.rstrip("\n"))
        self._incoming.put(None)


def processes_of(data_dir: Path) -> dict[int, str]:
    """Return the commands, by process id, that work on ``data_dir``: their environment says so."""
    marker = f"DEMO_DATA_DIR={data_dir}\0".encode()
    found = {}
    for directory in Path("/proc").glob("[0-9]*"):
        try:
            if marker in (directory / "environ").read_bytes() + b"\0":
                command = (directory / "cmdline").read_bytes()
                found[int(directory.name)] = command.replace(b"\0", b" ").decode()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
    return {pid: command for pid, command in found.items() if command}


def queue_processes_of(data_dir: Path) -> list[int]:
    """Return the processes of the job queue, without the guard that ends them."""
    return [
        pid
        for pid, command in processes_of(data_dir).items()
        if command.rstrip().endswith("manage.py qcluster") and "child_guard" not in command
    ]


@contextmanager
def _nobody_writing(data_dir: Path) -> Iterator[None]:
    """Hold the database's lock for writing, which a process that is stopped would never free."""
    with closing(sqlite3.connect(data_dir / "demo.sqlite3", timeout=60)) as database:
        database.isolation_level = None
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("ROLLBACK")


@contextmanager
def paused_queue(data_dir: Path) -> Iterator[None]:
    """Let the job queue rest while the body runs."""
    processes = queue_processes_of(data_dir)
    with _nobody_writing(data_dir):
        for pid in processes:
            os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in processes:
            os.kill(pid, signal.SIGCONT)


def count_tasks(data_dir: Path) -> int:
    """Return how many stock runs the job queue says it has carried out."""
    with closing(sqlite3.connect(data_dir / "demo.sqlite3")) as database:
        done = "func = 'wagtail_easycars.tasks.carry_out_run' AND success"
        [[count]] = database.execute(f"SELECT COUNT(*) FROM django_q_task WHERE {done}")
    return int(count)


def wait_until_the_queue_has_done_its_part(data_dir: Path) -> None:
    """Return once it has written down that both dealers' stock is there."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while count_tasks(data_dir) < 2:
        assert time.monotonic() < deadline, "in vain"
        threading.Event().wait(0.1)


def wait_until_gone(data_dir: Path) -> dict[int, str]:
    """Return what is left of the processes on ``data_dir`` once they have had time to end."""
    deadline = time.monotonic() + 20
    while (left := processes_of(data_dir)) and time.monotonic() < deadline:
        threading.Event().wait(0.1)
    return left


def _without_test_settings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
