"""Does all that is due without the job queue: for cron, and for a cluster that is stuck."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from django.utils import timezone
from wagtail.models import Site

from wagtail_easycars.housekeeping import take_due_sites
from wagtail_easycars.models import SyncRun, Tick
from wagtail_easycars.runs.queue import without_queue
from wagtail_easycars.runs.report import site_spec
from wagtail_easycars.tasks import carry_out_run, deliver_leads, tidy_up
from wagtail_easycars.tick import TickReport, look_at_everything
from wagtail_easycars.unforeseen import TaskFailed, log_unforeseen

HOUSEKEEPING = Tick.Step.HOUSEKEEPING.value


def tick_here() -> tuple[TickReport, list[SyncRun]]:
    """Look at everything, and carry out here what waits; return the runs that were carried out.

    Takes runs that are meant for the queue too, each of which is begun only once. Several of these
    at work at one time share what there is to do.
    """
    not_delivered: list[int] = []

    def deliver(site_id: int) -> None:
        try:
            deliver_leads(site_id)
        except TaskFailed:
            # Also a lead of one site that breaks something shall not keep others from being sent.
            not_delivered.append(site_id)

    with without_queue():
        report = look_at_everything(deliver=deliver)
        report.failed_steps += _name("leads", not_delivered)
        runs = list(_carry_out_what_waits())
        report.failed_steps += _keep_house()
        return report, runs


def _name(what: str, site_ids: list[int]) -> list[str]:
    sites = Site.objects.filter(pk__in=site_ids).order_by("pk") if site_ids else ()
    return [f"{what} of {site_spec(site)}" for site in sites]


def _keep_house() -> list[str]:
    """Tidy the sites that are due up, and return the names of what could not be done of that."""
    not_tidied: list[int] = []
    try:
        for site_id in take_due_sites(timezone.now()):
            try:
                tidy_up(site_id)
            except TaskFailed:
                not_tidied.append(site_id)
    except Exception as error:  # noqa: BLE001  (what was done before is reported all the same)
        log_unforeseen(error, "A tick could not look after: %s", HOUSEKEEPING)
        return [HOUSEKEEPING]
    return _name(HOUSEKEEPING, not_tidied)


def _carry_out_what_waits() -> Iterator[SyncRun]:
    """Carry out the waiting runs, and those that follow from them; one of a site and kind."""
    done: set[tuple[int, str]] = set()
    while waiting := _get_waiting(but_not=done):
        for run in waiting:
            done.add((run.site_id, run.kind))
            with suppress(TaskFailed):  # its row says so; the other sites shall not wait for it
                carry_out_run(run.pk)
            ended = SyncRun.objects.select_related("site").filter(pk=run.pk).first()
            if ended is not None:
                yield ended


def _get_waiting(*, but_not: set[tuple[int, str]]) -> list[SyncRun]:
    """Return the oldest waiting run of each site and kind but some, the oldest first."""
    oldest: dict[tuple[int, str], SyncRun] = {}
    for run in SyncRun.objects.filter(status=SyncRun.Status.QUEUED).order_by("pk"):
        oldest.setdefault((run.site_id, run.kind), run)
    return [run for key, run in oldest.items() if key not in but_not]
