"""The processes of a demo: the sandbox in place of EasyCars, the job queue and the website."""

from __future__ import annotations

import os
import socket
import time
from http.client import HTTPConnection, HTTPException
from types import TracebackType
from typing import Self

from demo.errors import DemoError
from demo.ports import LOOPBACK, get_port
from demo.processes import ManageProcess

START_SECONDS = 60
POLL_SECONDS = 0.1
ANSWER_SECONDS = 10


class Services:
    """What runs beside the command; a context manager, at whose end all of it has stopped.

    ``website`` and ``sandbox`` are sockets that listen on those servers' ports, and are handed over
    to them.
    """

    def __init__(self, *, website: socket.socket, sandbox: socket.socket) -> None:
        self._website = website
        self._sandbox = sandbox
        self.port = get_port(website)
        self._sandbox_port = get_port(sandbox)
        self.sandbox_url = f"http://{LOOPBACK}:{self._sandbox_port}/"
        self._processes: list[ManageProcess] = []
        self.environment = {
            **os.environ,
            "EASYCARS_SANDBOX_URL": self.sandbox_url,
            "DEMO_BASE_URL": f"http://localhost:{self.port}",
            "PYTHONUNBUFFERED": "1",
        }

    def start_sandbox(self) -> None:
        """Returns once it answers; so does ``start_website``."""
        sandbox = self._start("easycars_sandbox", listener=self._sandbox)
        _wait_until_it_answers(sandbox, self._sandbox_port)

    def start_cluster(self) -> None:
        self._start("qcluster")

    def start_website(self) -> None:
        # --insecure: Django's own server hands out static files although DEBUG is off.
        address = f"{LOOPBACK}:{self.port}"
        website = self._start(
            "demo_website", "--noreload", "--insecure", address, listener=self._website
        )
        _wait_until_it_answers(website, self.port)

    def check_alive(self) -> None:
        """Raise ``DemoError`` where one of them has ended."""
        for process in self._processes:
            process.check_alive()

    def _start(
        self, name: str, *arguments: str, listener: socket.socket | None = None
    ) -> ManageProcess:
        process = ManageProcess(name, *arguments, environment=self.environment, listener=listener)
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
        # The sandbox last: what the queue is downloading must not fail on the way out.
        for process in reversed(self._processes):
            process.ask_to_stop()
            process.wait()
        self._website.close()
        self._sandbox.close()


def _wait_until_it_answers(process: ManageProcess, port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        process.check_alive()
        if _answers(port):
            return
        time.sleep(POLL_SECONDS)
    raise DemoError(
        f"'{process.name}' does not answer after {START_SECONDS} seconds. See {process.log_path}."
    )


def _answers(port: int) -> bool:
    """That it can be connected to says nothing: the port listens before there is a server."""
    connection = HTTPConnection(LOOPBACK, port, timeout=ANSWER_SECONDS)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True
