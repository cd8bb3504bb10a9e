"""From the answer of EasyCars to a plan and its withdrawals, without writing anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import ngettext

from wagtail_easycars.conf import app_settings
from wagtail_easycars.models import EasyCarsSettings, SyncRun, Vehicle
from wagtail_easycars.stock.feed import Feed, read_feed
from wagtail_easycars.stock.fetch import Answer
from wagtail_easycars.stock.guard import Withdrawals, judge_withdrawals
from wagtail_easycars.stock.known import KnownVehicle
from wagtail_easycars.stock.mapping import StockMapper, get_mapper
from wagtail_easycars.stock.plan import Plan, make_plan
from wagtail_easycars.stock.standing import respect_decisions


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a run is about to do.

    ``doubt`` says why the answer may not be the whole stock, '' where it is; ``last_complete_run``
    is when the whole stock was last seen.
    """

    seen: int
    plan: Plan
    withdrawals: Withdrawals
    doubt: str
    last_complete_run: datetime | None


def prepare(settings: EasyCarsSettings, answer: Answer) -> Prepared:
    """Return what makes the vehicles of ``settings``' site equal to ``answer``."""
    mapper = get_mapper()
    feed = read_items(answer.items, mapper)
    plan = make_plan(feed, known_vehicles(settings.site_id), mapper)
    respect_decisions(plan, settings.site_id)
    doubt = answer.doubt or get_doubt(feed)
    last_complete_run = SyncRun.objects.last_complete_stock_run(settings.site_id)
    withdrawals = judge_withdrawals(
        plan,
        limit_percent=settings.removal_limit_percent,
        last_complete_run=last_complete_run,
        doubt=doubt,
    )
    return Prepared(feed.size, plan, withdrawals, doubt, last_complete_run)


def read_items(items: Iterable[Any], mapper: StockMapper) -> Feed:
    """Return ``items`` of an answer as the feed that ``mapper`` is to map."""
    return read_feed(
        items,
        fingerprint=mapper.get_fingerprint(),
        max_item_bytes=app_settings.MAX_ITEM_BYTES,
    )


def known_vehicles(site_id: int) -> list[KnownVehicle]:
    """Return what a plan has to know of the site's vehicles, by one query."""
    rows = Vehicle.objects.filter(site_id=site_id).order_by("pk")
    return list(map(KnownVehicle._make, rows.values_list(*KnownVehicle._fields).iterator(5000)))


def get_doubt(feed: Feed) -> str:
    """Return why ``feed`` does not say which vehicles are missing, '' where it does."""
    if not feed.unidentified:
        return ""
    return ngettext(
        "%(count)d item of the feed has no stock number and could be any vehicle.",
        "%(count)d items of the feed have no stock number and could be any vehicle.",
        feed.unidentified,
    ) % {"count": feed.unidentified}
