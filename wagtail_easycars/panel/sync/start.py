"""Starts a sync because a person asks for it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Site

from wagtail_easycars.connection import check_configured, get_settings
from wagtail_easycars.models import SyncLease, SyncRun
from wagtail_easycars.panel.sync.limit import check_limit
from wagtail_easycars.panel.sync.log_actions import START_ACTION
from wagtail_easycars.runs.lease import RunUnderWay
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.runs.queue import enqueue_run
from wagtail_easycars.schedule.recovery import end_dead_runs


class SyncUnderWay(RunUnderWay):
    """A run of this kind waits or is at work already: ``run``."""

    run: SyncRun

    def __str__(self) -> str:
        return _("%(kind)s: a sync is under way already.") % {"kind": self.run.get_kind_display()}


def start_sync(site: Site, kind: str, *, user: Any) -> SyncRun:
    """Queue a run of ``kind`` for ``site``, log that ``user`` did, and return the run.

    Waits and stops after failures do not matter: what a person asks for is tried. Raises
    ``SyncUnderWay`` where a run waits or is at work already, ``TooManySyncs`` where people started
    too many of late, and ``NotConfigured`` or ``EncryptionError`` where the credentials are
    missing or cannot be read.
    """
    check_configured(get_settings(site))
    end_dead_runs(timezone.now())
    SyncLease.objects.get_or_create(site=site, kind=kind)
    with transaction.atomic():
        _queue_up(site, kind)
        _check_none_under_way(site, kind)
        check_limit(site, kind)
        run = create_run(site, kind, trigger=SyncRun.Trigger.MANUAL, user=user)
        log(run, START_ACTION, user=user, data={"site": site.pk, "kind": kind})
        enqueue_run(run)
    return run


def _queue_up(site: Site, kind: str) -> None:
    """Lock the lease's row until the transaction ends, so that of two clicks only one starts.

    A write does that on every database.
    """
    SyncLease.objects.filter(site=site, kind=kind).update(fence=F("fence"))


def _check_none_under_way(site: Site, kind: str) -> None:
    run = SyncRun.objects.filter(site=site, kind=kind, status__in=SyncRun.UNFINISHED).first()
    if run is not None:
        raise SyncUnderWay(site, run)
