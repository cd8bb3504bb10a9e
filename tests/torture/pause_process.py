"""A process with a database of its own, whose children are stopped for longer than their lease.

It answers as ``process`` does, and has neither threads nor open connections when it forks.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import django

from tests.torture.audit import Audit, find_late_writes
from tests.torture.lead_process import enquire, mend, send
from tests.torture.lead_process import state as lead_state
from tests.torture.picture_process import pictures, store
from tests.torture.process import ACTIONS, be_the_command, main

# For how long (seconds) the database may keep the second process from going on.
PATIENCE = 60
# For how long (seconds) one is watched that waits for a lock of who is stopped.
WAIT_FOR_LOCK = 1.0


def pause(
    kind: str, site: str, stop_after: float, resume_after: float | None = None
) -> dict[str, Any]:
    """Stop a child ``stop_after`` seconds after its start until its lease is over, let a second one
    take its place, and have the first go on: ``resume_after`` seconds after the second has begun,
    or once that has ended.

    ``moment`` says what the first was doing when it was stopped: ``over`` (nothing any more),
    ``within a transaction`` (then the database keeps the second from everything), or ``between``.
    """
    with tempfile.TemporaryDirectory() as folder:
        audits = Path(folder, "first"), Path(folder, "second")
        last_run = _last_run(kind, site)
        first = _fork(kind, site, audits[0])
        time.sleep(stop_after)
        os.kill(first, signal.SIGSTOP)
        _pid, status = os.waitpid(first, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            return {"moment": "over", "exits": [os.waitstatus_to_exitcode(status)]}
        _wait_for_end_of_lease(kind, site)
        answer = _go_on(kind, site, first, audits[1], resume_after)
        answer["late_writes"] = [each.table for each in find_late_writes(*audits)]
    return {**answer, "first": _first_run_after(last_run, kind, site)}


def _go_on(
    kind: str, site: str, first: int, audit: Path, resume_after: float | None
) -> dict[str, Any]:
    is_locked = _is_locked(kind, site)
    second = _fork(kind, site, audit)
    answer: dict[str, Any] = {"moment": "within a transaction" if is_locked else "between"}
    if is_locked or resume_after is not None:
        time.sleep(WAIT_FOR_LOCK if is_locked else resume_after or 0)
        os.kill(first, signal.SIGCONT)
        return {**answer, "exits": [_end_of(first), _end_of(second)]}
    ended = _end_of(second)
    before = _rows()
    os.kill(first, signal.SIGCONT)
    answer["exits"] = [_end_of(first), ended]
    after = _rows()
    answer["changed"] = [table for table, rows in after.items() if rows != before[table]]
    return answer


def _fork(kind: str, site: str, audit: Path) -> int:
    child = os.fork()
    if not child:
        from django.db import connection

        connection.execute_wrappers.append(Audit(audit))
        be_the_command(["easycars_sync", kind, "--site", site])
    return child


def _end_of(child: int) -> int:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise TimeoutError("a child did not end")


def _wait_for_end_of_lease(kind: str, site: str) -> None:
    from django.utils import timezone

    while (ends := _leases(kind, site).values_list("expires_at", flat=True).first()) is not None:
        left = (ends - timezone.now()).total_seconds()
        if left < 0:
            break
        time.sleep(left + 0.01)
    _disconnect()


def _is_locked(kind: str, site: str) -> bool:
    """Return whether a transaction of who is stopped keeps the lease from everybody, or a row that
    it was just claiming."""
    from django.db import OperationalError, connection, transaction

    from wagtail_easycars.models import ImageSource, Lead, StoredImage, VehicleImage

    claimed = [model.objects.all() for model in (Lead, ImageSource, StoredImage, VehicleImage)]
    try:
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=0)) as other:
                other.execute("BEGIN IMMEDIATE")
        else:
            with transaction.atomic():
                for rows in (_leases(kind, site), *claimed):
                    list(rows.order_by().values_list("pk").select_for_update(nowait=True))
    except (sqlite3.OperationalError, OperationalError):
        return True
    finally:
        _disconnect()
    return False


def _leases(kind: str, site: str) -> Any:
    from wagtail_easycars.models import SyncLease

    return SyncLease.objects.filter(site__hostname=site, kind=kind)


def _rows() -> dict[str, Any]:
    from tests.torture.state import rows_of_database

    try:
        return rows_of_database()
    finally:
        _disconnect()


def _last_run(kind: str, site: str) -> int:
    from wagtail_easycars.models import SyncRun

    keys = SyncRun.objects.filter(site__hostname=site, kind=kind).values_list("pk", flat=True)
    last = keys.order_by("-pk").first()
    _disconnect()
    return last or 0


def _first_run_after(last: int, kind: str, site: str) -> dict[str, str] | None:
    from wagtail_easycars.models import SyncRun

    runs = SyncRun.objects.filter(site__hostname=site, kind=kind, pk__gt=last)
    return runs.order_by("pk").values("status", "error").first()


def _disconnect() -> None:
    from django.db import connections

    connections.close_all()


if __name__ == "__main__":
    django.setup()
    own = {action.__name__: action for action in (pause, store, pictures, enquire, send, mend)}
    main({**ACTIONS, **own, "lead_state": lead_state})
