"""What needs a person, from how the sites are doing. Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.text import get_text_list
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from wagtail_easycars.health.state import SiteState, State
from wagtail_easycars.models import SyncSchedule, Trouble
from wagtail_easycars.schedule.queue_row import get_blocking_schedules

FAILURES_IN_A_ROW = 3
LEAD_WAITS_TOO_LONG = timedelta(hours=1)
NO_TICK_FOR = timedelta(minutes=10)
# How much later than it should a run may start. What is due stays so while another waits or works.
PATIENCE = timedelta(hours=1)


@dataclass(frozen=True)
class Finding:
    """One thing that needs a person, in words that say what to do."""

    kind: str
    description: str
    site: Site | None = None
    run_kind: str = ""

    @property
    def key(self) -> str:
        """What tells it from any other, and is the same while it lasts."""
        return f"{self.kind}:{self.site.pk if self.site else ''}:{self.run_kind}"


def find_troubles(state: State, now: datetime) -> list[Finding]:
    """Return all that needs a person, what concerns the whole installation first."""
    findings = list(_find_missing_tick(state, now))
    for site in state.sites:
        for row in site.schedules.values():
            findings += _find_in_schedule(site.site, row, now)
        findings += _find_held_vehicles(site)
        findings += _find_waiting_leads(site, now)
    return findings


def _find_missing_tick(state: State, now: datetime) -> Iterator[Finding]:
    if not state.sites or (state.last_tick and now - state.last_tick <= NO_TICK_FOR):
        return
    yield Finding(Trouble.Kind.NO_TICK, _describe_missing_tick(state.last_tick, now))


def _describe_missing_tick(last_tick: datetime | None, now: datetime) -> str:
    parts = [_describe_silence(last_tick, now)]
    parts.append(
        _(
            "Restart the cluster (manage.py qcluster); until then, 'manage.py easycars_tick' does "
            "what is due."
        )
    )
    if blocking := get_blocking_schedules():
        parts.append(
            _(
                "The cluster cannot read these schedules, and so starts none: %(names)s. Mend or "
                "delete them under 'Scheduled tasks'."
            )
            % {"names": get_text_list(blocking, _("and"))}
        )
    return " ".join(parts)


def _describe_silence(last_tick: datetime | None, now: datetime) -> str:
    if last_tick is None:
        return _("Nothing has started by itself yet.")
    return _("Nothing has started by itself for %(time)s.") % {"time": timesince(last_tick, now)}


def _find_in_schedule(site: Site, row: SyncSchedule, now: datetime) -> Iterator[Finding]:
    kind, values = None, {"what": row.get_kind_display(), "error": _get_error(row)}
    if row.is_stopped:
        kind, text = Trouble.Kind.REFUSED, _("%(what)s: nothing starts any more. %(error)s")
    elif row.failures >= FAILURES_IN_A_ROW:
        values["count"] = str(row.failures)
        kind, text = Trouble.Kind.FAILING, _("%(what)s: failed %(count)s times. %(error)s")
    elif _is_overdue(row, now):
        kind = Trouble.Kind.OVERDUE
        text = _("%(what)s: should have been synchronised by now. Look whether the cluster works.")
    if kind:
        yield Finding(kind, text % values, site, row.kind)


def _get_error(row: SyncSchedule) -> str:
    """Return what the last run says to staff, without the technical lines below it."""
    error = row.last_run.error if row.last_run else ""
    return error.partition("\n")[0]


def _is_overdue(row: SyncSchedule, now: datetime) -> bool:
    return bool(row.schedule and row.next_due_at and now - row.next_due_at > PATIENCE)


def _find_held_vehicles(site: SiteState) -> Iterator[Finding]:
    if site.held:
        text = ngettext(
            "%(count)d vehicle is missing from the feed and stays on the site until you have "
            "decided.",
            "%(count)d vehicles are missing from the feed and stay on the site until you have "
            "decided.",
            site.held,
        )
        yield Finding(Trouble.Kind.HELD, text % {"count": site.held}, site.site)


def _find_waiting_leads(site: SiteState, now: datetime) -> Iterator[Finding]:
    oldest = site.oldest_waiting_lead
    if oldest is None or now - oldest <= LEAD_WAITS_TOO_LONG:
        return
    text = ngettext(
        "%(count)d lead waits for %(time)s and is not in EasyCars yet. The lead says why.",
        "%(count)d leads wait and are not in EasyCars yet, the oldest for %(time)s. Each says why.",
        site.waiting_leads,
    )
    values = {"count": site.waiting_leads, "time": timesince(oldest, now)}
    yield Finding(Trouble.Kind.LEADS_WAIT, text % values, site.site)
