"""Clusters of django-q2, and the dealers' installation, each in processes of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Installation:
    """Where the dealers' processes find their database, their EasyCars and their queue."""

    database: str
    api_url: str
    redis: str
    workers: int

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "benchmarks.clusters.settings",
            "BENCHMARK_POSTGRES": self.database,
            "BENCHMARK_API_URL": self.api_url,
            "BENCHMARK_REDIS": self.redis,
            "BENCHMARK_WORKERS": str(self.workers),
        }

    def call(self, *arguments: str) -> None:
        """Carry out ``python -m benchmarks.clusters.dealers ...``; raises where that fails."""
        command = [sys.executable, "-m", "benchmarks.clusters.dealers", *arguments]
        subprocess.run(command, env=self.environment, check=True)

    @contextmanager
    def clusters(self, count: int) -> Iterator[None]:
        """Have ``count`` clusters at work while the body runs."""
        with ExitStack() as stack:
            for _each in range(count):
                stack.enter_context(self._cluster())
            yield

    @contextmanager
    def _cluster(self) -> Iterator[None]:
        process = subprocess.Popen(
            [sys.executable, "-m", "django", "qcluster"],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
