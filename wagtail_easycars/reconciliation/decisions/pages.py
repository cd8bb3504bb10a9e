"""Pages of vehicles that EasyCars advertises: publish them, or leave them as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail_easycars.models import Difference, SyncRun, Vehicle
from wagtail_easycars.page_lookup import get_vehicle_page_model
from wagtail_easycars.publishing.front_end_cache import purge_pages
from wagtail_easycars.reconciliation.decisions.result import Result
from wagtail_easycars.reconciliation.pages import get_hidden


def publish_pages(run: SyncRun, differences: Sequence[Difference], user: Any) -> Result:
    """Publish the pages that ``user`` may publish; missing ones are made afterwards."""
    result = Result()
    hidden = _get_hidden_by_key(differences)
    unpublished = get_vehicle_page_model().objects.filter(
        vehicle_id__in=hidden, alias_of__isnull=True, live=False
    )
    pages = {page.vehicle_id: page for page in unpublished}
    for difference in differences:
        page = pages.get(difference.vehicle_id)
        if difference.vehicle_id not in hidden:
            continue
        if page is None:
            result.settled.append(difference)
        elif user is None or page.permissions_for_user(user).can_publish():
            _publish(page, user)
            result.settled.append(difference)
        else:
            result.not_permitted += 1
    purge_pages([hidden[each.vehicle_id] for each in result.settled])
    return result


def leave_unpublished(run: SyncRun, differences: Sequence[Difference], user: Any) -> Result:
    """Leave the pages as they are, which no sync would change."""
    hidden = _get_hidden_by_key(differences)
    return Result([each for each in differences if each.vehicle_id in hidden])


def _get_hidden_by_key(differences: Sequence[Difference]) -> dict[int | None, Vehicle]:
    keys = [each.vehicle_id for each in differences if each.vehicle_id]
    return {each.pk: each for each in get_hidden(Vehicle.objects.filter(pk__in=keys))}


def _publish(page: Any, user: Any) -> None:
    revision = page.get_latest_revision() or page.save_revision(user=user)
    revision.publish(user=user)
