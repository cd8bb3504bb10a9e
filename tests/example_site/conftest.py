from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests

from tests.example_site.demo_process import DemoProcess


@dataclass(frozen=True)
class Visitor:
    """Visits a demo at ``port`` under one of its host names."""

    port: int
    hostname: str

    def get(self, path: str) -> requests.Response:
        """Return the page at ``path``, or what a whole address leads to."""
        return requests.get(
            urljoin(f"http://127.0.0.1:{self.port}/", path),
            headers={"Host": f"{self.hostname}:{self.port}"},
            timeout=60,
        )


@dataclass(frozen=True)
class ServedDemo:
    process: DemoProcess
    port: int
    data_dir: Path


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDemo]:
    """A demo that serves, with a new database."""
    data_dir = tmp_path_factory.mktemp("demo")
    process = DemoProcess(data_dir)
    try:
        process.wait_for_line("Stop it with")
        yield ServedDemo(process, process.get_port(), data_dir)
    finally:
        process.stop()


@pytest.fixture
def harbour(served: ServedDemo) -> Visitor:
    return Visitor(served.port, "localhost")


@pytest.fixture
def outback(served: ServedDemo) -> Visitor:
    return Visitor(served.port, "outback.localhost")
