"""Slugs of vehicle pages: readable, and free among the pages beside them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
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
    children = parent.get_children()
    wanted = [slug for _page, slug in proposals]
    taken = set(children.filter(slug__in=wanted).values_list("slug", flat=True))
    for page, slug in proposals:
        page.slug = slug if slug not in taken else _next_free(slug, taken, children)
        taken.add(page.slug)


def _next_free(slug: str, taken: set[str], children: Any) -> str:
    """Return ``slug`` with the lowest number that makes it free."""
    numbered = children.filter(slug__startswith=f"{slug}-").values_list("slug", flat=True)
    taken = taken.union(numbered)
    return next(name for n in count(2) if (name := f"{slug}-{n}") not in taken)
