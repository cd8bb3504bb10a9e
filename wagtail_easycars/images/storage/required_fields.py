"""What a site's own image model asks for beyond Wagtail's."""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

TEXT_FIELDS = (models.CharField, models.TextField)


def get_required_fields() -> list[models.Field]:
    """Return the fields without which the site's image model takes no image, less Wagtail's own."""
    own = {field.name for field in AbstractImage._meta.get_fields()}
    fields = get_image_model()._meta.concrete_fields
    return [field for field in fields if field.name not in own and _is_required(field)]


def is_free_text(field: models.Field) -> bool:
    """Return whether any text is a value of ``field``: no address, choice or unique code."""
    return type(field) in TEXT_FIELDS and not field.choices and not field.unique


def get_unfilled_fields() -> list[models.Field]:
    """Return the required fields for which a picture's alt text is no value."""
    return [field for field in get_required_fields() if not is_free_text(field)]


def get_missing_fields(image: Any) -> list[models.Field]:
    """Return the required fields that the unsaved ``image`` has no value for."""
    return [
        field
        for field in get_required_fields()
        if field.value_from_object(image) in field.empty_values
    ]


def _is_required(field: models.Field) -> bool:
    if field.primary_key or field.blank or field.has_default():
        return False
    return not getattr(field, "auto_now_add", False) and not getattr(field, "auto_now", False)
