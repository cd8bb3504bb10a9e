"""What keeps pictures from being stored, said when the site starts."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning
from django.core.exceptions import ImproperlyConfigured

from wagtail_easycars.images.storage.choose import find_storage_problem


def check_image_storage(**kwargs: Any) -> list[CheckMessage]:
    """Check that ``IMAGE_STORAGE`` names a storage that this installation can use."""
    try:
        problem = find_storage_problem()
    except ImproperlyConfigured:
        return []  # the check of the settings says what is wrong with them as a whole
    return [Warning(problem, id="wagtail_easycars.W010")] if problem else []
