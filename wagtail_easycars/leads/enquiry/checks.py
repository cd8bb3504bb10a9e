from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from wagtail_easycars.conf import SETTING_NAME, app_settings


def check_enquiry_checks(**kwargs: Any) -> list[CheckMessage]:
    """Warn of ``ENQUIRY_CHECKS`` that cannot be imported: enquiries pass them unchecked."""
    try:
        paths = app_settings.ENQUIRY_CHECKS
    except ImproperlyConfigured:
        return []  # check_settings() says so.
    return [_warning(path) for path in paths if not _can_be_imported(path)]


def _can_be_imported(path: str) -> bool:
    try:
        import_string(path)
    except ImportError:
        return False
    return True


def _warning(path: str) -> CheckMessage:
    return Warning(
        f"{SETTING_NAME}['ENQUIRY_CHECKS'] names {path!r}, which cannot be imported.",
        hint="Name functions by their dotted paths. Until then enquiries pass unchecked.",
        id="wagtail_easycars.W030",
    )
