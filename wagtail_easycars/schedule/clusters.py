"""The clusters of django-q2, with what each takes where ``Q_CLUSTER`` leaves it out."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django_q.conf import Conf


@dataclass(frozen=True)
class Cluster:
    """``timeout`` and ``retry`` are seconds; without a ``timeout`` a worker may hang forever."""

    name: str
    workers: int
    queue_limit: int
    timeout: float | None
    retry: float

    @property
    def needed_retry(self) -> float:
        """For how many seconds a task may wait in a worker's hands and be worked on."""
        return (self.timeout or 0) * (1 + self.queue_limit / self.workers)


def get_clusters() -> list[Cluster]:
    """Return the cluster that this process belongs to, and those that are named beside it.

    A process of one of the latter does not know the others: django-q2 forgets them there.
    """
    own = Cluster(
        name=Conf.CLUSTER_NAME,
        workers=int(Conf.WORKERS),
        queue_limit=Conf.QUEUE_LIMIT,
        timeout=Conf.TIMEOUT,
        retry=Conf.RETRY,
    )
    return [own, *_get_others()]


def _get_others() -> Iterator[Cluster]:
    others = Conf.conf.get("ALT_CLUSTERS")
    for name, own in others.items() if isinstance(others, dict) else ():
        # A process that is given the name of the main cluster belongs to that.
        if name not in (Conf.PREFIX, Conf.CLUSTER_NAME):
            yield _reckon(name, {**Conf.conf, **(own if isinstance(own, dict) else {})})


def _reckon(name: str, values: dict[str, Any]) -> Cluster:
    """Return what ``Conf`` would hold in a process of the cluster ``name``."""
    workers = int(values.get("workers") or multiprocessing.cpu_count())
    return Cluster(
        name=name,
        workers=workers,
        queue_limit=values.get("queue_limit", workers**2),
        timeout=values.get("timeout"),
        retry=values.get("retry", Conf.RETRY),
    )
