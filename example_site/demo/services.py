"""The processes of a demo: the sandbox in place of EasyCars, the job queue and the website."""

from __future__ import annotations

import os
import socket
import time
from types import TracebackType
from typing import Self

from demo.errors import DemoError
from demo.ports import LOOPBACK
from demo.processes import ManageProcess

START_SECONDS = 60
POLL_SECONDS = 0.1


class Services:
    """What runs beside the command; a context manager, at whose end all of it has stopped."""

    def __init__(self, *, port: int, sandbox_port: int) -> None:
        self._port = port
        self._sandbox_port = sandbox_port
        self._processes: list[ManageProcess] = []
        self.environment = {
            **os.environ,
            "EASYCARS_SANDBOX_URL": f"http://{LOOPBACK}:{sandbox_port}/",
            "DEMO_BASE_URL": f"http://localhost:{port}",
            "PYTHONUNBUFFERED": "1",
        }

    def start_sandbox(self) -> None:
        """Returns once it answers; so does ``start_website``."""
        sandbox = self._start("easycars_sandbox", "--port", str(self._sandbox_port))
        _wait_until_listening(sandbox, self._sandbox_port)

    def start_cluster(self) -> None:
        self._start("qcluster")

    def start_website(self) -> None:
        # --insecure: Django's own server hands out static files although DEBUG is off.
        address = f"{LOOPBACK}:{self._port}"
        website = self._start("runserver", "--noreload", "--insecure", address)
        _wait_until_listening(website, self._port)

    def check_alive(self) -> None:
        """Raise ``DemoError`` where one of them has ended."""
        for process in self._processes:
            process.check_alive()

    def _start(self, name: str, *arguments: str) -> ManageProcess:
        process = ManageProcess(name, *arguments, environment=self.environment)
        self._processes.append(process)
        return process

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for process in self._processes:
            process.ask_to_stop()
        for process in self._processes:
            process.wait()


def _wait_until_listening(process: ManageProcess, port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        process.check_alive()
        try:
            socket.create_connection((LOOPBACK, port), timeout=1).close()
        except OSError:
            time.sleep(POLL_SECONDS)
        else:
            return
    raise DemoError(
        f"'{process.name}' does not answer after {START_SECONDS} seconds. See {process.log_path}."
    )
