"""What the job queue calls: thin, with ids only, harmless when called twice."""

from __future__ import annotations

import logging

from django.utils import timezone

from wagtail_easycars.flows import FLOWS, follow_up
from wagtail_easycars.housekeeping import make_due, tidy_site
from wagtail_easycars.leads.sync import deliver_leads_of
from wagtail_easycars.leads.wake import forget_wake_up
from wagtail_easycars.models import SyncRun
from wagtail_easycars.runs.lease import LeaseLost, RunUnderWay
from wagtail_easycars.runs.stopping import ending_with_cluster, is_cluster_ending, stoppable
from wagtail_easycars.tick import look_at_everything
from wagtail_easycars.unforeseen import failing_by_name

logger = logging.getLogger("wagtail_easycars")


@failing_by_name
@ending_with_cluster
def carry_out_run(run_id: int) -> None:
    """Carry out the queued run ``run_id``; nothing where it has been begun already."""
    queued = SyncRun.objects.filter(pk=run_id, status=SyncRun.Status.QUEUED)
    if not queued.update(status=SyncRun.Status.RUNNING, heartbeat_at=timezone.now()):
        return
    run = SyncRun.objects.select_related("site").get(pk=run_id)
    try:
        FLOWS[run.kind](run)
    except (RunUnderWay, LeaseLost) as error:
        logger.info("%s", error)
    except SystemExit:
        follow_up(run)  # It may have come to its end all the same.
        raise
    else:
        follow_up(run)


@failing_by_name
@ending_with_cluster
def deliver_leads(site_id: int) -> None:
    """Deliver what is due of the leads of the site ``site_id``, which may be gone by now."""
    forget_wake_up(site_id)
    with stoppable() as stop, stop.allowed():
        deliver_leads_of(site_id)


@failing_by_name
def tidy_up(site_id: int) -> None:
    """Give up what the site ``site_id`` has kept for long enough; it may be gone by now."""
    if is_cluster_ending():
        make_due(site_id)
    else:
        ending_with_cluster(tidy_site)(site_id)


def tick() -> None:
    """Look at everything that may be due, and queue it."""
    look_at_everything()
