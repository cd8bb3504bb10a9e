"""Running commands, and saying how long each took."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

# What would have a command see this checkout, or another site's settings.
NOT_INHERITED = ("PYTHONPATH", "PYTHONHOME", "DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV")


class StepFailed(Exception):
    """A step did not end as it has to; the message says why."""


@contextmanager
def step(title: str) -> Iterator[None]:
    """Print ``title``, and the seconds that the body took."""
    print(f"- {title} ...", flush=True)
    started = time.monotonic()
    yield
    print(f"  {time.monotonic() - started:.1f} s", flush=True)


def environment(**variables: str) -> dict[str, str]:
    """Return this process's environment without what would lead a command astray."""
    inherited = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    return {**inherited, **variables}


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    stdin: str = "",
) -> str:
    """Return the standard output of ``command``.

    Raises ``StepFailed`` where it ends with another status than 0, after printing what it said.
    """
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=dict(env or environment()),
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
        shown = shlex.join(str(part) for part in command)
        raise StepFailed(f"{shown} ended with exit status {done.returncode}.")
    return done.stdout


def expect(holds: bool, otherwise: str) -> None:
    """Raise ``StepFailed`` with the text ``otherwise`` unless ``holds``."""
    if not holds:
        raise StepFailed(otherwise)
