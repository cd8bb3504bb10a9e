from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests

from tests.example_site.demo_process import (
    DemoProcess,
    paused_queue,
    wait_until_the_queue_has_done_its_part,
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A demo costs a tenth of all other tests: .ci/run visits one, a default run none."""
    for item in items:
        is_here = Path(__file__).parent in item.path.parents
        if is_here and "served" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


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


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDemo]:
    """A demo that serves, with a new database; most pictures are still to be stored.

    Drawing and storing them all would take more of the processors than all the tests here.
    """
    data_dir = tmp_path_factory.mktemp("demo")
    process = DemoProcess(data_dir)
    try:
        process.wait_for_line("Stop it with")
        wait_until_the_queue_has_done_its_part(data_dir)
        with paused_queue(data_dir):
            yield ServedDemo(process, process.get_port(), data_dir)
    finally:
        process.stop()


@pytest.fixture
def harbour(served: ServedDemo) -> Visitor:
    return Visitor(served.port, "localhost")


@pytest.fixture
def outback(served: ServedDemo) -> Visitor:
    return Visitor(served.port, "outback.localhost")
