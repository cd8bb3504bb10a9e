"""Slugs of vehicle pages: readable, and free among the pages beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.text import slugify

from wagtail_easycars.models import Vehicle

MAX_LENGTH = 255
SUFFIX_LENGTH = 8


def propose_slug(vehicle: Vehicle) -> str:
    """Return a slug such as '2018-toyota-camry-ascent-a1234'."""
    text = f"{vehicle.title} {vehicle.stock_number}"
    allow_unicode = getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True)
    slug = slugify(text, allow_unicode=allow_unicode)[: MAX_LENGTH - SUFFIX_LENGTH].strip("-")
    return slug or f"vehicle-{vehicle.pk}"


def set_free_slugs(pages: Iterable[Any], parent: Any) -> None:
    """Give each page without a slug one that no child of ``parent``, nor another page, has."""
    proposals = [(page, page.slug or propose_slug(page.vehicle)) for page in pages]
    taken = _taken_slugs(parent, [slug for _page, slug in proposals])
    for page, slug in proposals:
        page.slug = _next_free(slug, taken)
        taken.add(page.slug)


def _taken_slugs(parent: Any, slugs: list[str]) -> set[str]:
    children = parent.get_children()
    return set(children.filter(slug__in=slugs).values_list("slug", flat=True))


def _next_free(slug: str, taken: set[str]) -> str:
    candidate, number = slug, 1
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate
