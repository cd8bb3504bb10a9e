"""How each site is doing, in a number of queries that does not grow with the number of sites."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from wagtail.models import Site

from wagtail_easycars.health.leads import is_refused, is_unmailed, is_unseen
from wagtail_easycars.models import EasyCarsSettings, Lead, SyncRun, SyncSchedule, Tick, Vehicle
from wagtail_easycars.schedule.waking import WAITING

NOT_IN_EASYCARS = (*WAITING, Lead.Delivery.REJECTED, Lead.Delivery.LOCAL)


@dataclass
class SiteState:
    """What is known of an active site.

    ``schedules``, and since when the oldest run waits that nobody has begun, by the kind of run.
    """

    site: Site
    schedules: dict[str, SyncSchedule] = field(default_factory=dict)
    oldest_queued: dict[str, datetime] = field(default_factory=dict)
    held: int = 0
    waiting_leads: int = 0
    oldest_waiting_lead: datetime | None = None
    refused_leads: int = 0
    unmailed_leads: int = 0
    unseen_leads: int = 0


@dataclass
class State:
    """How the installation is doing: ``tick`` is what is known of ticks, if there was any."""

    tick: Tick | None
    sites: list[SiteState]

    @property
    def last_tick(self) -> datetime | None:
        """When a tick last came to its end."""
        return self.tick.finished_at if self.tick else None

    @property
    def failed_steps(self) -> list[str]:
        """The names of what the last tick could not do."""
        return list(self.tick.failed_steps) if self.tick else []


def get_state(among: Iterable[Site] | None = None) -> State:
    """Return how the installation and its active sites are doing, or those ``among`` some sites.

    ``among`` may be a query, which is then part of the others.
    """
    chosen = Q() if among is None else Q(site__in=among)
    active = get_active_settings().filter(chosen)
    settings = active.select_related("site").order_by("site__hostname", "site__port")
    sites = {each.site_id: SiteState(each.site) for each in settings}
    _add_schedules(sites, chosen)
    _add_queued_runs(sites, chosen)
    _add_held_vehicles(sites, chosen)
    _add_leads_by_delivery(sites, chosen)
    _add_unmailed_leads(sites, chosen)
    return State(Tick.objects.first(), list(sites.values()))


def get_active_settings() -> QuerySet[EasyCarsSettings]:
    """Return the settings of the sites that exchange something with EasyCars."""
    return EasyCarsSettings.objects.filter(is_active=True).exclude(account_number="")


def get_last_tick() -> datetime | None:
    """Return when a tick last came to its end, ``None`` where none has."""
    return Tick.objects.values_list("finished_at", flat=True).first()


def _add_schedules(sites: dict[int, SiteState], chosen: Q) -> None:
    rows = SyncSchedule.objects.filter(chosen).select_related("last_run")
    for row in rows.order_by("kind"):
        if row.site_id in sites:
            sites[row.site_id].schedules[row.kind] = row


def _add_queued_runs(sites: dict[int, SiteState], chosen: Q) -> None:
    queued = SyncRun.objects.filter(chosen, status=SyncRun.Status.QUEUED).order_by()
    oldest = queued.values("site", "kind").annotate(oldest=Min("queued_at"))
    for site_id, kind, queued_at in oldest.values_list("site", "kind", "oldest"):
        if site_id in sites:
            sites[site_id].oldest_queued[kind] = queued_at


def _add_held_vehicles(sites: dict[int, SiteState], chosen: Q) -> None:
    vehicles = Vehicle.objects.filter(chosen).held()
    held = vehicles.order_by().values("site").annotate(count=Count("pk"))
    for site_id, count in held.values_list("site", "count"):
        if site_id in sites:
            sites[site_id].held = count


def _add_leads_by_delivery(sites: dict[int, SiteState], chosen: Q) -> None:
    elsewhere = Lead.objects.filter(chosen, delivery__in=NOT_IN_EASYCARS, anonymised_at=None)
    waits = Q(delivery__in=WAITING)
    leads = elsewhere.filter(waits | is_refused(timezone.now()) | is_unseen()).order_by()
    counted = leads.values("site", "delivery").annotate(count=Count("pk"), oldest=Min("created_at"))
    for site_id, delivery, count, oldest in counted.values_list(
        "site", "delivery", "count", "oldest"
    ):
        if site_id in sites:
            _add_leads(sites[site_id], delivery, count, oldest)


def _add_leads(site: SiteState, delivery: str, count: int, oldest: datetime) -> None:
    if delivery == Lead.Delivery.REJECTED:
        site.refused_leads = count
    elif delivery == Lead.Delivery.LOCAL:
        site.unseen_leads = count
    else:
        site.waiting_leads += count
        site.oldest_waiting_lead = min(oldest, site.oldest_waiting_lead or oldest)


def _add_unmailed_leads(sites: dict[int, SiteState], chosen: Q) -> None:
    unmailed = Lead.objects.filter(chosen, is_unmailed(timezone.now())).order_by()
    counted = unmailed.values("site").annotate(count=Count("pk"))
    for site_id, count in counted.values_list("site", "count"):
        if site_id in sites:
            sites[site_id].unmailed_leads = count
