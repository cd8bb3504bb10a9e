"""Runs a management command as a person would see it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError


@dataclass(frozen=True)
class Outcome:
    status: int
    stdout: str
    stderr: str

    @property
    def report(self) -> dict[str, Any]:
        return json.loads(self.stdout)

    @property
    def said(self) -> str:
        return self.stdout + self.stderr


def run_command(*args: str) -> Outcome:
    """Return what ``manage.py args`` prints and how it ends; an unforeseen error is raised."""
    stdout, stderr = StringIO(), StringIO()
    status = 0
    try:
        call_command(*args, stdout=stdout, stderr=stderr, no_color=True)
    except SystemExit as end:
        status = int(end.code or 0)
    except CommandError as error:
        status = error.returncode
        stderr.write(f"{error}\n")
    return Outcome(status, stdout.getvalue(), stderr.getvalue())
