"""Creates several images of Wagtail at once, and leaves what Wagtail leaves when it saves one.

Saving an image takes some twenty queries, most of them for the search index and the reference
index; that alone takes longer than downloading it with several connections.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import prefetch_related_objects
from wagtail.images.models import AbstractImage
from wagtail.models import ReferenceIndex

from wagtail_easycars.publishing.bulk import extract_references, write_references
from wagtail_easycars.publishing.eligibility import overrides, signals_with_receivers
from wagtail_easycars.publishing.search_index import index_objects

OVERRIDABLE = ("save", "save_base", "get_indexed_objects", "get_indexed_instance")


def create_images(images: Sequence[Any]) -> None:
    """Save ``images``, all new; one by one where the site's image model does something of its own.

    Must run in a transaction.
    """
    if not is_plain(type(images[0])):
        for image in images:
            image.save()
        return
    create_rows(images)
    prefetch_related_objects(images, "tags")  # Or the index asks for those of each, which has none.
    index_objects(images)


def create_rows(objects: Sequence[Any]) -> None:
    """Insert ``objects``, all new and of one model, and what they refer to."""
    if not objects:
        return
    if not connection.features.can_return_rows_from_bulk_insert:
        for each in objects:
            each.save()
        return
    model = type(objects[0])
    model._base_manager.bulk_create(objects)
    if ReferenceIndex.is_indexed(model):
        write_references(objects, [extract_references(each) for each in objects])


def is_plain(model: type[Any]) -> bool:
    """Return whether nothing but Wagtail itself notices that an image of ``model`` is saved."""
    overridden = any(overrides(model, AbstractImage, name) for name in OVERRIDABLE)
    detects_features = getattr(settings, "WAGTAILIMAGES_FEATURE_DETECTION_ENABLED", False)
    generates = any(field.generated for field in model._meta.concrete_fields)
    own_ways = overridden or detects_features or generates or model._meta.parents
    return not own_ways and not any(signals_with_receivers(model))
