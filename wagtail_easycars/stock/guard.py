"""Whether vehicles that are missing from the feed leave the site now, or wait for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_easycars.stock.plan import KnownVehicle, Plan

# So few vehicles can sell between two runs of even a small dealer.
ALWAYS_ALLOWED = 5


@dataclass(frozen=True, slots=True)
class Withdrawals:
    """What leaves the site now, what waits, and why it waits."""

    now: Sequence[KnownVehicle] = ()
    held: Sequence[KnownVehicle] = ()
    reason: str = ""


def judge_withdrawals(plan: Plan, *, limit_percent: int, doubt: str = "") -> Withdrawals:
    """Return which missing vehicles are withdrawn now and which are held.

    ``limit_percent`` is the share of the vehicles on the site, in per cent, that may go at once;
    ``doubt`` says why the answer may not have been complete, '' where it was.
    """
    listed = [vehicle for vehicle in plan.missing if vehicle.is_listed]
    reason = doubt or _too_many(len(listed), plan.listed, limit_percent)
    if reason:
        return Withdrawals(held=listed, reason=reason if listed else "")
    return Withdrawals(now=plan.missing)


def _too_many(missing: int, listed: int, limit_percent: int) -> str:
    if not missing:
        return ""
    if missing == listed:
        return _("The feed has none of the vehicles on the site.")
    if missing > ALWAYS_ALLOWED and missing * 100 > limit_percent * listed:
        return ngettext(
            "%(missing)d of %(listed)d vehicle on the site is missing from the feed, more than "
            "%(limit)d %%.",
            "%(missing)d of %(listed)d vehicles on the site are missing from the feed, more than "
            "%(limit)d %%.",
            listed,
        ) % {"missing": missing, "listed": listed, "limit": limit_percent}
    return ""
