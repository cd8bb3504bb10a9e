"""How the syncs of a site stand, for programs."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.sync.activity import describe_activity, is_late
from wagtail_easycars.panel.sync.result import describe_result
from wagtail_easycars.panel.sync.state import SyncState
from wagtail_easycars.runs.report import run_as_dict


def report_states(states: dict[str, SyncState]) -> dict[str, Any]:
    """Return whether a sync waits or is at work, and of each kind the run to tell of.

    That is the one that waits or is at work, else the last that ended; ``None`` where there is
    neither. ``message`` says in words what it does or did, ``is_late`` whether it waits for longer
    than it should.
    """
    return {
        "is_syncing": any(state.current for state in states.values()),
        "runs": {kind: _report(state.current or state.last) for kind, state in states.items()},
    }


def _report(run: SyncRun | None) -> dict[str, Any] | None:
    if run is None:
        return None
    is_unfinished = run.status in SyncRun.UNFINISHED
    return {
        **run_as_dict(run),
        "message": describe_activity(run) if is_unfinished else describe_result(run),
        "is_late": is_late(run, timezone.now()),
    }
