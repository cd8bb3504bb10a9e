"""A process with a database of its own, whose children store pictures and may be killed.

It answers as ``process`` does, and has neither threads nor open connections when it forks.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import django

from tests.torture.process import ACTIONS, be_the_command, main


def store(site: str, kill_after: float | None = None) -> dict[str, Any]:
    """Store the pictures of ``site`` in a child; kill it ``kill_after`` seconds after its start."""
    started = time.monotonic()
    child = _fork("easycars_sync", "images", "--site", site)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    return {"exit": os.waitstatus_to_exitcode(status), "seconds": time.monotonic() - started}


def store_both(sites: list[str]) -> dict[str, Any]:
    """Store the pictures of several sites at once, and return how each child ended."""
    children = [_fork("easycars_sync", "images", "--site", site) for site in sites]
    statuses = [os.waitpid(child, 0)[1] for child in children]
    return {"exits": [os.waitstatus_to_exitcode(status) for status in statuses]}


def share_account(account: str, site: str) -> dict[str, Any]:
    """Let ``site`` have the sandbox's ``account``."""
    from wagtail_easycars.models import EasyCarsSettings
    from wagtail_easycars.sandbox.accounts import ACCOUNTS

    settings = EasyCarsSettings.objects.get(site__hostname=site)
    for name in ("account_number", "account_secret", "stock_client_id", "stock_client_secret"):
        setattr(settings, name, getattr(ACCOUNTS[account], name))
    settings.save()
    return {}


def prune() -> dict[str, Any]:
    """Delete what nothing uses, as if an hour had passed since any file was written."""
    for path in _files():
        os.utime(path, (time.time() - 7200, time.time() - 7200))
    child = _fork("easycars_prune", "--all-sites")
    _pid, status = os.waitpid(child, 0)
    return {"exit": os.waitstatus_to_exitcode(status)}


def pictures(site: str) -> dict[str, Any]:
    """Return the galleries of ``site`` by the content of what they show."""
    from wagtail_easycars.models import VehicleImage

    places = VehicleImage.objects.filter(vehicle__site__hostname=site)
    rows = places.order_by("vehicle__stock_number", "position")
    galleries: dict[str, list[str | None]] = {}
    for number, content in rows.values_list("vehicle__stock_number", "stored_image__content_hash"):
        galleries.setdefault(number, []).append(content)
    return {"galleries": galleries}


def files() -> dict[str, Any]:
    """Return the names of the files that are there, and of those that images of Wagtail have."""
    from wagtail.images import get_image_model

    from wagtail_easycars.models import StoredImage

    recorded = get_image_model().objects.values_list("file", flat=True)
    return {
        "there": sorted(path.name for path in _files()),
        "recorded": sorted(Path(name).name for name in recorded),
        "stored": StoredImage.objects.count(),
    }


def _files() -> list[Path]:
    from django.conf import settings

    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def _fork(*arguments: str) -> int:
    child = os.fork()
    if not child:
        be_the_command(list(arguments))
    return child


if __name__ == "__main__":
    django.setup()
    own = (store, store_both, share_account, prune, pictures, files)
    main({**ACTIONS, **{action.__name__: action for action in own}})
