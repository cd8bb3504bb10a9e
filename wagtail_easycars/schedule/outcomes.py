"""Remembers how each run ended, so that the schedule backs off from what fails."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from wagtail_easycars.client.errors import AuthenticationRefused
from wagtail_easycars.connection import get_settings
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import SyncRun, SyncSchedule
from wagtail_easycars.runs.lease import LeaseLost
from wagtail_easycars.schedule.backoff import get_wait
from wagtail_easycars.schedule.credentials import get_fingerprint
from wagtail_easycars.schedule.reckoning import get_next_due, read_schedule


def record_outcome(
    *, run: SyncRun, error: EasyCarsError | None, is_exchange: bool, **kwargs: Any
) -> None:
    """Receive ``sync_finished``: note how ``run`` ended, whoever started it."""
    if not is_exchange or isinstance(error, LeaseLost):
        return
    row, _created = SyncSchedule.objects.get_or_create(site=run.site, kind=run.kind)
    if run.status == SyncRun.Status.FAILED:
        _record_failure(row, run, is_refusal=isinstance(error, AuthenticationRefused))
    else:
        _record_success(row, run)


def _record_success(row: SyncSchedule, run: SyncRun) -> None:
    SyncSchedule.objects.filter(pk=row.pk).update(
        failures=0,
        is_stopped=False,
        failed_credentials="",
        last_run=run,
        last_success_at=run.finished_at,
        next_due_at=get_next_due(row, timezone.now()),
    )


def _record_failure(row: SyncSchedule, run: SyncRun, *, is_refusal: bool) -> None:
    credentials = get_fingerprint(get_settings(run.site), run.kind)
    was_stopped_by_these = row.is_stopped and row.failed_credentials == credentials
    SyncSchedule.objects.filter(pk=row.pk).update(
        failures=F("failures") + 1,
        is_stopped=is_refusal or was_stopped_by_these,
        failed_credentials=credentials,
        last_run=run,
    )
    if run.trigger == SyncRun.Trigger.SCHEDULE:
        row.refresh_from_db()
        _put_off(row, timezone.now())


def _put_off(row: SyncSchedule, now: datetime) -> None:
    """Have the schedule wait; what a person tries in vain does not make it wait for longer."""
    due_at = now + get_wait(row.failures, read_schedule(row.schedule))
    SyncSchedule.objects.filter(pk=row.pk).update(next_due_at=due_at)
