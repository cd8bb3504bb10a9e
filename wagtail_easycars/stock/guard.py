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

Vehicles = Sequence[KnownVehicle]


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

    ``limit_percent`` is the share of the vehicles on the site, in per cent, that may go at once: of
    all of them, and of those alone that the ``last_complete_run`` had already. The newer ones came
    with the very feed that is in question, so they must not speak for it; but they may be most of
    what visitors see, since no run may have been complete for months. ``doubt`` says why the answer
    may not have been complete, '' where it was. What an earlier run has held waits for a person,
    whatever is missing now.
    """
    missing = [vehicle for vehicle in plan.missing if vehicle.is_listed]
    reason = doubt or _too_many(missing, plan.listed, limit_percent)
    if not reason and last_complete_run is not None:
        settled_missing = [v for v in missing if v.first_seen_at <= last_complete_run]
        settled = [v for v in plan.listed if v.first_seen_at <= last_complete_run]
        reason = _too_many_settled(settled_missing, settled, limit_percent)
    if reason:
        return Withdrawals(held=missing, reason=reason if missing else "")
    held = [vehicle for vehicle in missing if vehicle.is_held]
    now = [vehicle for vehicle in plan.missing if not vehicle.is_held]
    return Withdrawals(now, held, _("Withdrawals of an earlier sync wait.") if held else "")


def _too_many(missing: Vehicles, listed: Vehicles, limit_percent: int) -> str:
    if not _is_beyond(missing, listed, limit_percent):
        return ""
    if len(missing) == len(listed):
        return _("The feed has none of the vehicles on the site.")
    return ngettext(
        "%(missing)d of %(listed)d vehicle on the site is missing from the feed, more than "
        "%(limit)d%%.",
        "%(missing)d of %(listed)d vehicles on the site are missing from the feed, more than "
        "%(limit)d%%.",
        len(listed),
    ) % {"missing": len(missing), "listed": len(listed), "limit": limit_percent}


def _too_many_settled(missing: Vehicles, listed: Vehicles, limit_percent: int) -> str:
    if not _is_beyond(missing, listed, limit_percent):
        return ""
    return ngettext(
        "%(missing)d of the %(listed)d vehicle that the last complete sync found is missing from "
        "the feed, which the limit of %(limit)d%% does not allow.",
        "%(missing)d of the %(listed)d vehicles that the last complete sync found are missing from "
        "the feed, which the limit of %(limit)d%% does not allow.",
        len(listed),
    ) % {"missing": len(missing), "listed": len(listed), "limit": limit_percent}


def _is_beyond(missing: Vehicles, listed: Vehicles, limit_percent: int) -> bool:
    """Return whether ``missing`` are all of ``listed``, or more than the limit allows."""
    if not missing:
        return False
    is_many = len(missing) > ALWAYS_ALLOWED
    beyond = is_many and len(missing) * 100 > limit_percent * len(listed)
    return beyond or len(missing) == len(listed)
