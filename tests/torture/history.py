"""What a run recorded."""

from __future__ import annotations

from wagtail_easycars.models import SyncChange, SyncRun


def assert_counts_add_up(run: SyncRun) -> None:
    assert run.created + run.updated + run.unchanged + run.failed == run.seen
    assert run.changes.filter(action=SyncChange.Action.FAILED).count() == run.failed
    assert run.changes.filter(action=SyncChange.Action.CREATED).count() == run.created


def failures_of(run: SyncRun) -> dict[str, str]:
    """Return the reasons of the run's failures by stock number."""
    return dict(
        run.changes.filter(action=SyncChange.Action.FAILED).values_list("reference", "error")
    )
