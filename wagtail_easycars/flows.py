"""Which flow carries out a run, by its kind, and which run follows it."""

from __future__ import annotations

from typing import Protocol

from wagtail_easycars.images.follow_up import queue_images
from wagtail_easycars.images.sync import sync_images
from wagtail_easycars.leads.sync import sync_leads
from wagtail_easycars.models import SyncRun
from wagtail_easycars.reconciliation.compare import compare_site
from wagtail_easycars.runs.batches import Progress, no_progress
from wagtail_easycars.schedule.waking import is_put_off
from wagtail_easycars.stock.sync import sync_stock


class Flow(Protocol):
    def __call__(self, run: SyncRun, *, progress: Progress = no_progress) -> None: ...


# What makes a site and its account equal, in this order where all of it is done.
SYNCS: dict[str, Flow] = {
    SyncRun.Kind.STOCK.value: sync_stock,
    SyncRun.Kind.IMAGES.value: sync_images,
    SyncRun.Kind.LEADS.value: sync_leads,
}
FLOWS: dict[str, Flow] = {**SYNCS, SyncRun.Kind.COMPARISON.value: compare_site}
# What may leave pictures to do: a stock run new ones, a run over pictures what came meanwhile.
LEADS_TO_PICTURES = {SyncRun.Kind.STOCK.value, SyncRun.Kind.IMAGES.value}


def follow_up(run: SyncRun) -> None:
    """Queue the run that what ``run`` did calls for, if it did not fail; never carry it out here,
    since nobody who waits for vehicles should wait for pictures.

    Pictures that keep failing as a whole wait until the schedule tries them again."""
    if run.kind not in LEADS_TO_PICTURES or run.status == SyncRun.Status.FAILED:
        return
    if not is_put_off(run.site, SyncRun.Kind.IMAGES):
        queue_images(run.site)
