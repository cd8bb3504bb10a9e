"""A new Wagtail site with the package in it, made as the documentation says."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scripts.documented_files import Addition, apply_addition
from scripts.steps import StepFailed, environment, run

NAME = "mysite"
START_SECONDS = 60
STOP_SECONDS = 10


class FreshSite:
    """``wagtail start mysite`` in a virtual environment of its own, below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / NAME
        self._folder = folder
        self._bin = folder / "venv" / "bin"
        self._env = environment(PYTHONUNBUFFERED="1")

    def install(self, *requirements: str | Path) -> None:
        run([sys.executable, "-m", "venv", self._folder / "venv"], cwd=self._folder)
        # Most of what is installed is never imported, and would be compiled in vain.
        quickly = ("--quiet", "--no-compile", "--disable-pip-version-check")
        run([self._bin / "pip", "install", *quickly, *requirements], cwd=self._folder)

    def start_project(self) -> None:
        run([self._bin / "wagtail", "start", NAME], cwd=self._folder)

    def add(self, additions: Iterable[Addition]) -> None:
        for addition in additions:
            apply_addition(addition, self.project)

    def set_variable(self, name: str, value: str) -> None:
        """Have every later command see the environment variable ``name``."""
        self._env[name] = value

    def manage(self, *arguments: str, stdin: str = "") -> str:
        """Return what ``manage.py`` with ``arguments`` prints."""
        return run(self._manage(arguments), cwd=self.project, env=self._env, stdin=stdin)

    def manage_json(self, *arguments: str) -> Any:
        return json.loads(self.manage(*arguments, "--json"))

    @contextmanager
    def serving(self, *arguments: str, url: str) -> Iterator[None]:
        """Have ``manage.py`` with ``arguments`` serve ``url`` while the body runs."""
        log = self._folder / f"{arguments[0]}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                self._manage(arguments),
                cwd=self.project,
                env=self._env,
                stdout=output,
                stderr=output,
            )
        try:
            _wait_until_answered(url, process)
            yield
        except StepFailed:
            print(log.read_text(encoding="utf-8", errors="replace"), file=sys.stderr)
            raise
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(STOP_SECONDS)

    def _manage(self, arguments: Iterable[str]) -> list[str]:
        return [str(self._bin / "python"), "manage.py", *arguments]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def fetch(url: str) -> str:
    """Return the text at ``url``; raises ``StepFailed`` where it is not served with status 200."""
    try:
        with urllib.request.urlopen(url, timeout=30) as response:
            text: str = response.read().decode()
            return text
    except urllib.error.HTTPError as error:
        raise StepFailed(f"{url} answers with status {error.code}.") from error


def _wait_until_answered(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise StepFailed(f"What should serve {url} ended with {process.returncode}.")
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise StepFailed(f"Nothing answers at {url}.")
