"""Keeps the titles of vehicle pages in step with their vehicles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import PageLogEntry

from wagtail_easycars.compat import get_page_model
from wagtail_easycars.models import Vehicle
from wagtail_easycars.page_lookup import get_vehicle_page_model
from wagtail_easycars.publishing.drafts import retitle_drafts
from wagtail_easycars.publishing.search_index import index_objects


def retitle_pages(renamed: Iterable[tuple[Vehicle, str]], *, user: Any = None) -> None:
    """Give the pages of vehicles that have another title now that title too; the slug stays.

    ``renamed`` are vehicles with their former title. Drafts follow, so that to publish one does not
    bring the former title back. A title that an editor has written is kept. Must run in a
    transaction.
    """
    former_titles = {vehicle.pk: (vehicle, title[:255]) for vehicle, title in renamed}
    if not former_titles:
        return
    pages = []
    published = get_vehicle_page_model().objects.select_for_update()
    for page in published.filter(vehicle__in=former_titles):
        vehicle, former_title = former_titles[page.vehicle_id]
        if page.title == former_title:
            page.vehicle = vehicle
            _retitle(page, former_title)
            pages.append(page)
    get_page_model().objects.bulk_update(pages, ["title", "draft_title"], batch_size=200)
    PageLogEntry.objects.bulk_create(
        _log_entry(page, former_titles[page.vehicle_id][1], user) for page in pages
    )
    retitle_drafts((page, former_titles[page.vehicle_id][1]) for page in pages)
    index_objects(pages)


def _retitle(page: Any, former_title: str) -> None:
    title = type(page).for_vehicle(page.vehicle).title
    if page.draft_title == former_title:
        page.draft_title = title
    page.title = title


def _log_entry(page: Any, former_title: str, user: Any) -> PageLogEntry:
    return PageLogEntry(
        content_type=ContentType.objects.get_for_model(page, for_concrete_model=False),
        page_id=page.pk,
        label=page.get_admin_display_title(),
        action="wagtail.rename",
        data={"title": {"old": former_title, "new": page.title}},
        timestamp=timezone.now(),
        user=user,
    )
