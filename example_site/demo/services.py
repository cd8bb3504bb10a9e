"""The processes of a demo: the sandbox in place of EasyCars, the job queue and the website."""

from __future__ import annotations

import os
import socket
import time

from demo.errors import DemoError
from demo.ports import LOOPBACK
from demo.processes import ManageProcess

START_SECONDS = 60
POLL_SECONDS = 0.1


class Services:
    """Where the services of one demo listen, and what their processes need to know."""

    def __init__(self, *, port: int, sandbox_port: int) -> None:
        self._port = port
        self._sandbox_port = sandbox_port
        self.environment = {
            **os.environ,
            "EASYCARS_SANDBOX_URL": f"http://{LOOPBACK}:{sandbox_port}/",
            "DEMO_BASE_URL": f"http://localhost:{port}",
            "PYTHONUNBUFFERED": "1",
        }

    def sandbox(self) -> ManageProcess:
        return self._process("easycars_sandbox", "--port", str(self._sandbox_port))

    def cluster(self) -> ManageProcess:
        return self._process("qcluster")

    def website(self) -> ManageProcess:
        # --insecure: Django's own server hands out static files although DEBUG is off.
        address = f"{LOOPBACK}:{self._port}"
        return self._process("runserver", "--noreload", "--insecure", address)

    def wait_for_sandbox(self, sandbox: ManageProcess) -> None:
        _wait_until_listening(sandbox, self._sandbox_port)

    def wait_for_website(self, website: ManageProcess) -> None:
        _wait_until_listening(website, self._port)

    def _process(self, name: str, *arguments: str) -> ManageProcess:
        return ManageProcess(name, *arguments, environment=self.environment)


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
