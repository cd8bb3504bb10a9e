"""Makes one vehicle of two that are the same car: one entered by hand, one from EasyCars.

The one from EasyCars stays, so that syncs find it; what hangs on the other one goes over to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import Any

from django.db import IntegrityError
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import SyncChange, SyncRun, Vehicle
from wagtail_easycars.publishing.front_end_cache import purge_pages
from wagtail_easycars.publishing.merged_pages import merge_pages
from wagtail_easycars.runs.batches import BatchWriter
from wagtail_easycars.runs.lifecycle import finish, new_run, running
from wagtail_easycars.stock.belongings import hand_over
from wagtail_easycars.stock.edit import Edit
from wagtail_easycars.stock.pins import NEVER_PINNED, log_pinned, pin_fields
from wagtail_easycars.stock.twins import find_twins

MERGE_ACTION = "wagtail_easycars.merge"

# What staff see in the form of a vehicle, and can keep from the one that they entered.
MERGED_FIELDS = (
    "status",
    "condition",
    "year",
    "make",
    "model",
    "badge",
    "series",
    "vehicle_type",
    "registration",
    "price",
    "special_price",
    "is_drive_away",
    "odometer",
    "odometer_unit",
    "body",
    "transmission",
    "fuel_type",
    "drive_type",
    "colour",
    "interior_colour",
    "description",
    "yard_code",
    "yard_name",
)


class CannotMerge(EasyCarsError):
    """The two vehicles cannot be merged; nothing was changed."""


def get_differing_fields(by_hand: Vehicle, synced: Vehicle) -> list[str]:
    """Return the fields that the two vehicles do not agree on."""
    return [name for name in MERGED_FIELDS if getattr(by_hand, name) != getattr(synced, name)]


def merge(by_hand: Vehicle, synced: Vehicle, *, kept_fields: Collection[str], user: Any) -> SyncRun:
    """Merge ``by_hand`` into ``synced``, and return the run that did.

    Of ``by_hand`` it keeps ``kept_fields``, which no longer follow EasyCars. Raises
    ``RunUnderWay`` where a sync of the site's stock is at work, ``CannotMerge`` where something on
    the website stands in the way or the two are no such pair any more.
    """
    run = new_run(
        synced.site,
        SyncRun.Kind.STOCK,
        trigger=SyncRun.Trigger.MANUAL,
        user=user,
        is_exchange=False,
    )
    write = partial(_merge, kept_fields=frozenset(kept_fields), user=user)
    with running(run) as lease:
        BatchWriter(run, lease).write([(by_hand.pk, synced.pk)], write)
        run.held = Vehicle.objects.filter(site=run.site).held().count()
        finish(run, [])
    if run.status == SyncRun.Status.FAILED:
        raise CannotMerge(run.error)
    return run


def _merge(
    run: SyncRun, pairs: Sequence[tuple[int, int]], *, kept_fields: Iterable[str], user: Any
) -> Counter[str]:
    by_hand, synced = _lock(*pairs[0])
    known = {"stock_number": by_hand.stock_number, "title": by_hand.title}
    kept = sorted((set(kept_fields) & set(MERGED_FIELDS)) - NEVER_PINNED)
    change = _apply(by_hand, synced, kept, user)
    change.run = run
    change.save()
    try:
        page = merge_pages(by_hand, synced, user=user)
        hand_over(by_hand, synced)
        by_hand.delete()
    except (ProtectedError, RestrictedError, IntegrityError) as error:
        raise CannotMerge(
            _("Something else on the website needs the vehicle that was entered by hand.")
        ) from error
    url = page.url if page is not None else None
    log(synced, MERGE_ACTION, user=user, data={**known, "kept": kept, "url": url or ""})
    purge_pages([synced])
    return Counter(updated=1, done=1)


def _lock(by_hand_key: int, synced_key: int) -> tuple[Vehicle, Vehicle]:
    rows = Vehicle.objects.select_for_update().in_bulk([by_hand_key, synced_key])
    by_hand, synced = rows.get(by_hand_key), rows.get(synced_key)
    if by_hand is None or synced is None or find_twins([by_hand]).get(by_hand.pk) != synced:
        raise CannotMerge(_("The two vehicles have changed meanwhile. Look at them again."))
    return by_hand, synced


def _apply(by_hand: Vehicle, synced: Vehicle, kept: list[str], user: Any) -> SyncChange:
    """Write what ``synced`` keeps of ``by_hand``, and return what has changed, unsaved."""
    edit = Edit(synced)
    differing = [name for name in kept if getattr(by_hand, name) != getattr(synced, name)]
    before = {name: getattr(synced, name) for name in differing}
    for name in differing:
        setattr(synced, name, getattr(by_hand, name))
    log_pinned(synced, pin_fields(synced, kept), user=user)
    synced.first_seen_at = min(synced.first_seen_at, by_hand.first_seen_at)
    edit.save([*differing, "pinned_fields", "first_seen_at"], user=user)
    return SyncChange(
        action=SyncChange.Action.UPDATED,
        vehicle=synced,
        user=user,
        reference=synced.stock_number,
        title=synced.title[:255],
        before=before,
        after={name: getattr(synced, name) for name in differing},
        error=_("Merged with the vehicle that was entered by hand as %(stock_number)s.")
        % {"stock_number": by_hand.stock_number},
    )
