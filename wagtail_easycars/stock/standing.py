"""What people have decided for good: vehicles of the feed left off the site, others kept on it."""

from __future__ import annotations

from wagtail_easycars.models import Difference
from wagtail_easycars.stock.identity import identify
from wagtail_easycars.stock.plan import Plan

Kind = Difference.Kind


def respect_decisions(plan: Plan, site_id: int) -> None:
    """Take out of ``plan`` what people have decided not to have done.

    They are looked for only where the plan has something that a decision could be about, so that an
    unchanged feed costs no query.
    """
    if not (plan.creations or plan.failures or plan.missing):
        return
    left_off: set[str] = set()
    kept: set[int] = set()
    decisions = Difference.objects.filter(site_id=site_id).standing()
    for kind, reference, vehicle_id in decisions.values_list("kind", "reference", "vehicle_id"):
        if kind == Kind.ONLY_THERE:
            left_off.add(identify(reference))
        else:
            kept.add(vehicle_id)
    if left_off:
        _leave_off(plan, left_off)
    if kept:
        _keep(plan, kept)


def _leave_off(plan: Plan, left_off: set[str]) -> None:
    found = len(plan.creations) + len(plan.failures)
    plan.creations = [c for c in plan.creations if identify(c.item.stock_number) not in left_off]
    plan.failures = [f for f in plan.failures if identify(f.stock_number) not in left_off]
    plan.left_off = found - len(plan.creations) - len(plan.failures)


def _keep(plan: Plan, kept: set[int]) -> None:
    """Kept vehicles do not count among those on the site either: nothing can be said by them about
    whether the feed is whole."""
    missing = {vehicle.pk for vehicle in plan.missing}
    plan.missing = [vehicle for vehicle in plan.missing if vehicle.pk not in kept]
    plan.listed = [each for each in plan.listed if each.pk not in kept or each.pk not in missing]


def forget_kept(vehicle_ids: list[int]) -> None:
    """Forget that vehicles were kept on the site: they are in the feed again."""
    Difference.objects.filter(vehicle__in=vehicle_ids, kind=Kind.ONLY_HERE).delete()
