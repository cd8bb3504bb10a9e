"""Where a run is found in the sync history, for whoever links to it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from wagtail_modeladmin.helpers import AdminURLHelper

from wagtail_easycars.models import SyncRun

BASE_PATH = "easycars/history"

_urls = AdminURLHelper(SyncRun, base_url_path=BASE_PATH)


def get_run_url(run_id: int) -> str:
    """Return the address of the page about one run."""
    url: str = _urls.get_action_url("inspect", run_id)
    return url


def get_history_url(**filters: Any) -> str:
    """Return the address of the list of runs.

    ``filters`` are ``site`` (its id), ``kind``, ``status``, ``trigger``, ``queued_at_from`` and
    ``queued_at_to`` (dates), and ``q``, a stock number or a lead number.
    """
    url: str = _urls.get_action_url("index")
    return f"{url}?{urlencode(filters)}" if filters else url
