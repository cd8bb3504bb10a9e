"""From the answer of EasyCars to a plan and its withdrawals, without writing anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import ngettext

from wagtail_easycars.conf import app_settings
from wagtail_easycars.models import EasyCarsSettings, Vehicle
from wagtail_easycars.stock.feed import Feed, read_feed
from wagtail_easycars.stock.fetch import Answer
from wagtail_easycars.stock.guard import Withdrawals, judge_withdrawals
from wagtail_easycars.stock.mapping import get_mapper
from wagtail_easycars.stock.plan import KnownVehicle, Plan, make_plan


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a run is about to do. ``doubt`` says why the answer may not be the whole stock."""

    seen: int
    plan: Plan
    withdrawals: Withdrawals
    doubt: str


def prepare(settings: EasyCarsSettings, answer: Answer) -> Prepared:
    """Return what makes the vehicles of ``settings``' site equal to ``answer``."""
    mapper = get_mapper()
    feed = read_feed(
        answer.items,
        fingerprint=mapper.get_fingerprint(),
        max_item_bytes=app_settings.MAX_ITEM_BYTES,
    )
    plan = make_plan(feed, known_vehicles(settings.site_id), mapper)
    doubt = answer.doubt or _doubt_of(feed)
    withdrawals = judge_withdrawals(plan, limit_percent=settings.removal_limit_percent, doubt=doubt)
    return Prepared(feed.size, plan, withdrawals, doubt)


def known_vehicles(site_id: int) -> Iterator[KnownVehicle]:
    """Yield what a plan has to know of the site's vehicles, in one query."""
    rows = Vehicle.objects.filter(site_id=site_id).order_by()
    return map(KnownVehicle._make, rows.values_list(*KnownVehicle._fields).iterator(5000))


def _doubt_of(feed: Feed) -> str:
    if not feed.unidentified:
        return ""
    return ngettext(
        "%(count)d item of the feed has no stock number and could be any vehicle.",
        "%(count)d items of the feed have no stock number and could be any vehicle.",
        feed.unidentified,
    ) % {"count": feed.unidentified}
