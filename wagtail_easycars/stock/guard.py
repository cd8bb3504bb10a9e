"""Whether vehicles that are missing from the feed leave the site now, or wait for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_easycars.stock.known import KnownVehicle
from wagtail_easycars.stock.plan import Plan

# So few vehicles can sell between two runs of even a small dealer.
ALWAYS_ALLOWED = 5


@dataclass(frozen=True, slots=True)
class Withdrawals:
    """What leaves the site now, what waits, and why it waits."""

    now: Sequence[KnownVehicle] = ()
    held: Sequence[KnownVehicle] = ()
    reason: str = ""


def judge_withdrawals(
    plan: Plan,
    *,
    limit_percent: int,
    last_complete_run: datetime | None = None,
    doubt: str = "",
) -> Withdrawals:
    """Return which missing vehicles are withdrawn now and which are held.

    ``limit_percent`` is the share of the vehicles on the site, in per cent, that may go at once.
    Vehicles that are newer than ``last_complete_run`` do not count there: they came with the very
    feed that is in question. ``doubt`` says why the answer may not have been complete, '' where it
    was. What an earlier run has held waits for a person, whatever is missing now.
    """
    missing = [vehicle for vehicle in plan.missing if vehicle.is_listed]
    listed = [vehicle for vehicle in plan.listed if _is_settled(vehicle, last_complete_run)]
    settled_missing = [v for v in missing if _is_settled(v, last_complete_run)]
    reason = doubt or _too_many(len(settled_missing), len(listed), limit_percent)
    if reason:
        return Withdrawals(held=missing, reason=reason if missing else "")
    held = [vehicle for vehicle in missing if vehicle.is_held]
    now = [vehicle for vehicle in plan.missing if not vehicle.is_held]
    return Withdrawals(now, held, _("Withdrawals of an earlier sync wait.") if held else "")


def _is_settled(vehicle: KnownVehicle, last_complete_run: datetime | None) -> bool:
    return last_complete_run is None or vehicle.first_seen_at <= last_complete_run


def _too_many(missing: int, listed: int, limit_percent: int) -> str:
    if not missing:
        return ""
    if missing == listed:
        return _("The feed has none of the vehicles on the site.")
    if missing > ALWAYS_ALLOWED and missing * 100 > limit_percent * listed:
        return ngettext(
            "%(missing)d of %(listed)d vehicle on the site is missing from the feed, more than "
            "%(limit)d%%.",
            "%(missing)d of %(listed)d vehicles on the site are missing from the feed, more than "
            "%(limit)d%%.",
            listed,
        ) % {"missing": missing, "listed": listed, "limit": limit_percent}
    return ""
