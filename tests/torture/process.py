"""A process with a database of its own, whose children run ``easycars_sync`` and may be killed.

Reads one JSON object a line from standard input, does what it says, and answers with one. It has
no threads and no open connection when it forks, so that a child is as good as a fresh process.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

import django


def prepare(accounts: list[str]) -> dict[str, Any]:
    """Create the database and a site for each of the sandbox's ``accounts``."""
    from django.db import connection
    from wagtail.models import Site

    from tests.conftest import connect, make_site
    from wagtail_easycars.sandbox.accounts import ACCOUNTS

    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    Site.objects.all().delete()
    for name in accounts:
        connect(make_site(f"{name}.example"), ACCOUNTS[name])
    return {}


def destroy() -> dict[str, Any]:
    from django.db import connection

    connection.creation.destroy_test_db("", verbosity=0)
    return {}


def sync(
    site: str, kill_after: float | None = None, number: int = signal.SIGKILL
) -> dict[str, Any]:
    """Run ``easycars_sync`` in a child; send it signal ``number`` ``kill_after`` seconds after its
    start. ``to_end`` is how many seconds it took to end from then on."""
    started = told = time.monotonic()
    child = _fork_sync(site)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, number)
        told = time.monotonic()
    _pid, status = os.waitpid(child, 0)
    ended = time.monotonic()
    exit_status = os.waitstatus_to_exitcode(status)
    return {"exit": exit_status, "seconds": ended - started, "to_end": ended - told}


def race(site: str, children: int) -> dict[str, Any]:
    """Run ``easycars_sync`` in several children at once, and return how each ended."""
    started = [_fork_sync(site) for _ in range(children)]
    statuses = [os.waitpid(child, 0)[1] for child in started]
    return {"exits": sorted(os.waitstatus_to_exitcode(status) for status in statuses)}


def _fork_sync(site: str) -> int:
    child = os.fork()
    if not child:
        be_the_command(["easycars_sync", "stock", "--site", site])
    return child


def be_the_command(arguments: list[str]) -> None:
    """Carry out a command in this process, a child, and end it with the command's exit status."""
    from django.core.management import CommandError, call_command

    code = 0
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    try:
        call_command(*arguments)
    except SystemExit as end:
        code = int(end.code or 0)
    except CommandError as error:
        code = error.returncode
    except BaseException:
        code = 70
        raise
    finally:
        os._exit(code)


def state(site: str) -> dict[str, Any]:
    """Return the state of ``site`` as text without its own names, and what is wrong in the tree."""
    from wagtail.models import Page, Site

    from tests.torture.state import state_of
    from wagtail_easycars.models import SyncRun

    row = Site.objects.get(hostname=site)
    text = repr(state_of(row))
    for name in (row.hostname, row.root_page.slug):
        text = text.replace(name, "SITE")
    # A run over pictures waits for the queue, which nobody works off here.
    runs = SyncRun.objects.filter(site=row, kind=SyncRun.Kind.STOCK)
    last = runs.latest("pk")
    return {
        "state": text,
        "problems": [list(problem) for problem in Page.find_problems()],
        "last": {"status": last.status, "error": last.error},
        "runs": sorted(runs.values_list("status", flat=True)),
    }


ACTIONS = {"prepare": prepare, "sync": sync, "race": race, "state": state, "destroy": destroy}


def main(actions: dict[str, Callable[..., dict[str, Any]]]) -> None:
    from django.db import connections

    for line in sys.stdin:
        request = json.loads(line)
        answer = actions[request.pop("do")](**request)
        connections.close_all()
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    django.setup()
    main(ACTIONS)
