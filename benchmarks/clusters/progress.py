"""What the clusters have done, as the database says."""

from __future__ import annotations

import time
from dataclasses import dataclass

import psycopg

POLL_SECONDS = 0.5
OUTCOME = """
    SELECT count(*) FILTER (WHERE status IN ('success', 'warning')),
           count(*) FILTER (WHERE status = 'failed'),
           count(*) FILTER (WHERE status IN ('queued', 'running')),
           extract(epoch FROM max(finished_at) - min(queued_at)),
           extract(epoch FROM max(started_at - queued_at)),
           coalesce(sum(created), 0)
    FROM wagtail_easycars_syncrun WHERE kind = 'stock'
"""
# Runs in the order in which they were due, and in the order in which they began.
OVERTAKEN = """
    SELECT coalesce(max(begun - due), 0) FROM (
        SELECT row_number() OVER (ORDER BY id) AS due,
               row_number() OVER (ORDER BY started_at) AS begun
        FROM wagtail_easycars_syncrun WHERE kind = 'stock'
    ) AS places
"""


@dataclass(frozen=True)
class Outcome:
    """``seconds`` from the first queued run to the end of the last; ``longest_wait`` in seconds.

    ``overtaken`` is by how many places the unluckiest run began later than it was due.
    """

    succeeded: int
    failed: int
    unfinished: int
    seconds: float
    longest_wait: float
    vehicles: int
    overtaken: int = 0


def wait_for_end(database: str, *, patience: float) -> Outcome:
    """Return what became of all runs once none is left; raises after ``patience`` seconds."""
    deadline = time.monotonic() + patience
    with psycopg.connect(f"dbname={database}", autocommit=True) as connection:
        while True:
            row = connection.execute(OUTCOME).fetchone()
            assert row is not None
            if row[0] + row[1] and not row[2]:
                places = connection.execute(OVERTAKEN).fetchone()
                assert places is not None
                return Outcome(*row[:3], float(row[3]), float(row[4]), row[5], places[0])
            if time.monotonic() > deadline:
                raise TimeoutError(f"{row[2]} runs were not carried out in {patience:.0f} s.")
            time.sleep(POLL_SECONDS)


def wait_for_clusters(database: str, redis_url: str, count: int, *, patience: float) -> None:
    """Return once ``count`` clusters say in Redis that they are at work."""
    import redis

    client = redis.Redis.from_url(redis_url)
    deadline = time.monotonic() + patience
    while len(list(client.scan_iter(f"*{database}*:*"))) < count:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{count} clusters did not start in {patience:.0f} s.")
        time.sleep(POLL_SECONDS)
