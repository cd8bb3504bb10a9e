from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from demo.errors import DemoError


@contextmanager
def only_one(directory: Path) -> Iterator[None]:
    """Keep a second demo out of ``directory``; the lock ends with this process at the latest.

    Raises ``DemoError`` where one is running.
    """
    with (directory / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DemoError(
                f"A demo is running already in {directory}. Stop it first with Ctrl-C."
            ) from error
        yield
