"""The leads flow: mail, deliver what is due, send changes, refresh."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from wagtail_easycars.client import EasyCarsClient
from wagtail_easycars.client.errors import AuthenticationRefused
from wagtail_easycars.conf import app_settings
from wagtail_easycars.connection import get_client, get_settings
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.leads.changes import ChangeSender
from wagtail_easycars.leads.claims import free_claims_of_the_dead
from wagtail_easycars.leads.delivery import Deliverer
from wagtail_easycars.leads.journal import Journal, RunJournal, explain, without_words
from wagtail_easycars.leads.mails import deliver_due_mails
from wagtail_easycars.leads.outage import Outage
from wagtail_easycars.leads.outbox import (
    get_due_changes,
    get_due_deliveries,
    get_held,
    in_turn,
)
from wagtail_easycars.leads.refresh import Refresher, get_leads_to_refresh
from wagtail_easycars.leads.senders import Senders, Steps
from wagtail_easycars.leads.vehicle_facts import complete_vehicles
from wagtail_easycars.models import EasyCarsSettings, Lead, SyncRun
from wagtail_easycars.runs.batches import Progress, no_progress
from wagtail_easycars.runs.lease import Lease
from wagtail_easycars.runs.lifecycle import finish, running, save_outlook
from wagtail_easycars.runs.stopping import end_if_told

logger = logging.getLogger("wagtail_easycars")


@dataclass(frozen=True)
class Sweep:
    """Goes once through what is due of a site's leads."""

    settings: EasyCarsSettings
    client: EasyCarsClient
    journal: Journal
    outage: Outage
    ignore_waits: bool = False

    def deliver(self) -> None:
        """Send the leads that are due, then the changes that are."""
        free_claims_of_the_dead(Lead.objects.filter(site=self.settings.site_id))
        due = get_due_deliveries(self.settings, ignore_waits=self.ignore_waits)
        changed = get_due_changes(self.settings, ignore_waits=self.ignore_waits)
        deliverer = Deliverer(self.settings, self.client, self.journal, self.outage)
        changes = ChangeSender(self.client, self.journal, self.outage)
        self._carry_out(deliverer.steps(lead) for lead in in_turn(due))
        self._carry_out(changes.steps(lead) for lead in in_turn(changed))

    def refresh(self, delivered_before: datetime) -> None:
        """Ask EasyCars for leads that staff still work on and that were delivered before then."""
        refresher = Refresher(self.settings, self.client, self.journal, self.outage)
        leads = get_leads_to_refresh(self.settings, delivered_before)
        self._carry_out(refresher.steps(lead) for lead in leads)

    def _carry_out(self, of_each: Iterator[Steps]) -> None:
        begun = takewhile(lambda _steps: not self.outage.has_begun, of_each)
        Senders(app_settings.LEAD_SENDERS).carry_out(begun)


def sync_leads(run: SyncRun, *, progress: Progress = no_progress) -> None:
    """Bring the leads of ``run``'s site to EasyCars, and what has changed of them both ways.

    Only a scheduled run keeps the waits that failures have set. How it went is in ``run``; a
    foreseen error fails the run and is not raised. Raises ``RunUnderWay`` where another run of the
    site's leads is at work.
    """
    settings = get_settings(run.site)
    with running(run, settings) as lease:
        _do_without_easycars(settings.site_id, before_each_mail=lease.renew)
        with get_client(settings) as client:
            journal = RunJournal(run, lease, progress)
            ignore_waits = run.trigger != SyncRun.Trigger.SCHEDULE
            sweep = Sweep(settings, client, journal, Outage(), ignore_waits)
            _announce_total(run, lease, sweep)
            begun_at = timezone.now()
            sweep.deliver()
            sweep.refresh(begun_at)
        run.held = get_held(settings).count()
        if isinstance(sweep.outage.error, AuthenticationRefused):
            # So that the schedule stops until the credentials are others.
            raise without_words(sweep.outage.error)
        finish(run, _warnings(run, sweep.outage))


def deliver_leads_of(site_id: int, *, ignore_waits: bool = False) -> None:
    """Deliver what is due of a site's leads, without a run and beside any other sender.

    Leads of a site that is switched off, or whose credentials are missing or cannot be read, keep
    waiting. So do those that are left when EasyCars turns out to be out of order.
    """
    site = Site.objects.filter(pk=site_id).first()
    if site is None:
        return
    _do_without_easycars(site_id, before_each_mail=end_if_told)
    settings = get_settings(site)
    try:
        with get_client(settings) as client:
            Sweep(settings, client, Journal(), Outage(), ignore_waits).deliver()
    except EasyCarsError as error:
        logger.warning("Leads of %s wait: %s", site.hostname, type(error).__name__)


def _do_without_easycars(site_id: int, *, before_each_mail: Callable[[], None]) -> None:
    """Whatever becomes of a lead in EasyCars, and however long that takes, the dealer gets it by
    mail."""
    complete_vehicles(site_id)
    deliver_due_mails(site_id, before_each=before_each_mail)


def _announce_total(run: SyncRun, lease: Lease, sweep: Sweep) -> None:
    due = get_due_deliveries(sweep.settings, ignore_waits=sweep.ignore_waits)
    run.total = due.count()
    save_outlook(run, lease, "total")


def _warnings(run: SyncRun, outage: Outage) -> list[str]:
    failed, warnings = run.failed, []
    if outage.error is not None:
        warnings.append(explain(outage.error))
        warnings.append(_("The leads that are left wait; nothing of them is lost."))
    if failed:
        text = ngettext(
            "%(count)d lead could not be sent.", "%(count)d leads could not be sent.", failed
        )
        warnings.append(text % {"count": failed})
    if run.held:
        warnings.append(
            ngettext(
                "%(count)d lead may not have arrived and waits for a person.",
                "%(count)d leads may not have arrived and wait for a person.",
                run.held,
            )
            % {"count": run.held}
        )
    return warnings
