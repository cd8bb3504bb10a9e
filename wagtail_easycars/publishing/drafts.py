"""Keeps the titles in drafts, which wait in revisions, in step with those of their pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Revision

from wagtail_easycars.compat import get_page_model

TITLES = ("title", "draft_title")


def retitle_drafts(renamed: Iterable[tuple[Any, str]]) -> None:
    """Give the drafts and scheduled revisions of pages that still have a former title the new one.

    ``renamed`` are pages with their former title. Must run in a transaction.
    """
    pages = {str(page.pk): (page, title) for page, title in renamed}
    drafts = []
    for draft in _find_drafts([page for page, _title in pages.values()]):
        page, former_title = pages[draft.object_id]
        if draft.content["title"] == former_title:
            _retitle(draft, former_title, page.title)
            drafts.append(draft)
    Revision.objects.bulk_update(drafts, ["content", "object_str"], batch_size=200)


def _find_drafts(pages: list[Any]) -> Iterable[Revision]:
    """Return what would become of ``pages`` when somebody, or the clock, publishes them."""
    latest = [page.latest_revision_id for page in pages if page.has_unpublished_changes]
    revisions: Any = Revision.objects.select_for_update().filter(
        Q(pk__in=latest) | Q(approved_go_live_at__isnull=False),
        base_content_type=ContentType.objects.get_for_model(get_page_model()),
        object_id__in=[str(page.pk) for page in pages],
    )
    return revisions if pages else ()


def _retitle(draft: Revision, former_title: str, title: str) -> None:
    for name in TITLES:
        if draft.content.get(name) == former_title:
            draft.content[name] = title
    if draft.object_str == former_title:
        draft.object_str = title
