"""Remembers how each run ended, so that the schedule backs off from what fails."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from wagtail_easycars.client.errors import AuthenticationRefused
from wagtail_easycars.connection import get_settings
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import EasyCarsSettings, SyncRun, SyncSchedule
from wagtail_easycars.runs.lease import LeaseLost
from wagtail_easycars.runs.lifecycle import ToldToStop
from wagtail_easycars.schedule.backoff import get_wait
from wagtail_easycars.schedule.credentials import get_fingerprint
from wagtail_easycars.schedule.reckoning import get_next_due, read_schedule


def record_outcome(
    *,
    run: SyncRun,
    error: EasyCarsError | None,
    is_exchange: bool,
    settings: EasyCarsSettings | None,
    **kwargs: Any,
) -> None:
    """Receive ``sync_finished``: note how ``run`` ended, whoever started it."""
    if not is_exchange or isinstance(error, LeaseLost):
        return
    row, _created = SyncSchedule.objects.get_or_create(site=run.site, kind=run.kind)
    if isinstance(error, ToldToStop):
        _record_stop(row, run)
    elif run.status == SyncRun.Status.FAILED:
        # Staff may have corrected the credentials while the run had the old ones.
        credentials = get_fingerprint(settings or get_settings(run.site), run.kind)
        is_refusal = isinstance(error, AuthenticationRefused)
        _record_failure(row, run, credentials, is_refusal=is_refusal)
    else:
        _record_success(row, run)


def _record_success(row: SyncSchedule, run: SyncRun) -> None:
    was_put_off = row.own_failures or row.is_stopped
    # What came due while the run was at work stays so: it may have read the feed before.
    next_due_at = get_next_due(row, timezone.now()) if was_put_off else row.next_due_at
    SyncSchedule.objects.filter(pk=row.pk).update(
        failures=0,
        own_failures=0,
        is_stopped=False,
        failed_credentials="",
        last_run=run,
        last_success_at=run.finished_at,
        next_due_at=next_due_at,
    )


def _record_stop(row: SyncSchedule, run: SyncRun) -> None:
    """Have the schedule go on at once: that a server is restarted says nothing of EasyCars."""
    rows = SyncSchedule.objects.filter(pk=row.pk)
    rows.update(last_run=run)
    if run.trigger == SyncRun.Trigger.SCHEDULE and get_next_due(row, timezone.now()):
        rows.filter(is_stopped=False).update(next_due_at=timezone.now())


def _record_failure(row: SyncSchedule, run: SyncRun, credentials: str, *, is_refusal: bool) -> None:
    is_own = run.trigger == SyncRun.Trigger.SCHEDULE
    was_stopped_by_these = row.is_stopped and row.failed_credentials == credentials
    SyncSchedule.objects.filter(pk=row.pk).update(
        failures=F("failures") + 1,
        own_failures=F("own_failures") + int(is_own),
        is_stopped=is_refusal or was_stopped_by_these,
        failed_credentials=credentials,
        last_run=run,
    )
    if is_own:
        row.refresh_from_db()
        _put_off(row, timezone.now())


def _put_off(row: SyncSchedule, now: datetime) -> None:
    """Have the schedule wait; what a person tries in vain does not make it wait for longer."""
    due_at = now + get_wait(row.own_failures, read_schedule(row.schedule))
    SyncSchedule.objects.filter(pk=row.pk).update(next_due_at=due_at)
