"""The comparison of a site with its EasyCars account: it reads, and writes no vehicle and no lead
but when a lead was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_easycars.client.errors import AuthenticationRefused
from wagtail_easycars.connection import get_client, get_settings
from wagtail_easycars.leads.journal import explain, without_words
from wagtail_easycars.leads.outbox import get_open_leads
from wagtail_easycars.models import Difference, EasyCarsSettings, SyncRun
from wagtail_easycars.reconciliation.fields import find_field_differences
from wagtail_easycars.reconciliation.found import Found
from wagtail_easycars.reconciliation.leads import (
    ask_for_leads,
    find_leads_not_there,
    find_reported_statuses,
)
from wagtail_easycars.reconciliation.pages import find_hidden
from wagtail_easycars.reconciliation.store import DifferenceStore
from wagtail_easycars.reconciliation.vehicles import find_only_here, find_only_there
from wagtail_easycars.runs.batches import BatchWriter, Progress, no_progress
from wagtail_easycars.runs.lease import Lease
from wagtail_easycars.runs.lifecycle import finish, running, save_outlook
from wagtail_easycars.runs.memory import settled_memory
from wagtail_easycars.stock.fetch import Answer
from wagtail_easycars.stock.identity import identify
from wagtail_easycars.stock.mapping import get_mapper
from wagtail_easycars.stock.plan import make_plan
from wagtail_easycars.stock.prepare import get_doubt, known_vehicles, read_items
from wagtail_easycars.stock.sync import fetch_whole_stock

Kind = Difference.Kind


def compare_site(run: SyncRun, *, progress: Progress = no_progress) -> None:
    """Note what differs between ``run``'s site and its EasyCars account.

    How it went is in ``run``; a foreseen error fails the run and is not raised. Raises
    ``RunUnderWay`` where another comparison of the site is at work.
    """
    settings = get_settings(run.site)
    with running(run, settings) as lease, settled_memory():
        comparison = Comparison(settings, lease)
        differences = list(comparison.find())
        run.seen, run.total = comparison.seen, len(differences)
        run.is_complete = not comparison.doubt
        save_outlook(run, lease, "seen", "total")
        store = DifferenceStore(BatchWriter(run, lease, progress))
        store.save(differences)
        store.drop_others(comparison.covered)
        comparison.raise_refusal()
        finish(run, comparison.warnings)


class Comparison:
    """Asks EasyCars what it has, and finds what the site has otherwise.

    ``covered`` is the condition for stored differences that it would have found again.
    """

    def __init__(self, settings: EasyCarsSettings, lease: Lease) -> None:
        self._settings = settings
        with get_client(settings) as client:
            answer = fetch_whole_stock(client, settings, lease)
            self._leads = ask_for_leads(settings, client, lease, timezone.now())
        lease.renew()
        self._read(answer)

    def _read(self, answer: Answer) -> None:
        self._mapper = get_mapper()
        feed = read_items(answer.items, self._mapper)
        self.seen = feed.size
        self.doubt = answer.doubt or get_doubt(feed)
        self._identities = feed.identities
        self._known = known_vehicles(self._settings.site_id)
        self._plan = make_plan(feed, self._known, self._mapper)

    def find(self) -> Iterator[Found]:
        """Yield every difference."""
        plan, known = self._plan, self._known
        in_feed = self._get_keys_in_feed()
        yield from find_only_there(plan, known)
        yield from find_only_here(
            plan, known, is_complete=not self.doubt, identities=self._identities
        )
        yield from find_field_differences(plan, in_feed, self._mapper)
        yield from find_hidden(in_feed)
        yield from self._leads.found
        yield from find_leads_not_there(self._settings)
        yield from find_reported_statuses(self._settings, self._leads.with_status)

    def _get_keys_in_feed(self) -> set[int]:
        found = {
            vehicle.pk
            for vehicle in self._known
            if vehicle.is_synced and identify(vehicle.stock_number) in self._identities
        }
        return found | {update.known.pk for update in self._plan.updates}

    @property
    def covered(self) -> Q:
        still_open = Q(lead__in=get_open_leads(self._settings).values("pk"))
        leads = Q(kind__in=Difference.OF_LEADS)
        covered = leads & (Q(lead__in=self._leads.keys) | ~still_open)
        return covered if self.doubt else covered | ~leads

    @property
    def warnings(self) -> list[str]:
        warnings = [self.doubt] if self.doubt else []
        if self._leads.error is not None:
            warnings.append(explain(self._leads.error))
            warnings.append(_("Leads could not be compared; what was known of them stays."))
        return warnings

    def raise_refusal(self) -> None:
        """Raise ``AuthenticationRefused`` where EasyCars takes the credentials for stock only."""
        if isinstance(self._leads.error, AuthenticationRefused):
            raise without_words(self._leads.error)
