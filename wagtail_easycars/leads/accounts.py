"""The EasyCars account that a lead is in: the number alone may be one of either environment."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from wagtail_easycars.models import EasyCarsSettings, Lead


def get_account(settings: EasyCarsSettings) -> dict[str, Any]:
    """Return a site's present account by the names of a lead's fields."""
    return {"account": settings.account_number, "environment": settings.environment}


def get_leads_of_account(settings: EasyCarsSettings) -> QuerySet[Lead]:
    """Return the leads, of whatever site, that were sent to the present account of a site."""
    return Lead.objects.filter(**get_account(settings))


def is_of_account(lead: Lead, settings: EasyCarsSettings) -> bool:
    """Return whether ``lead`` was sent to the present account of a site."""
    return all(getattr(lead, name) == value for name, value in get_account(settings).items())


def is_of_present_account() -> Exists:
    """Return the condition for leads that were sent to the present account of their own site."""
    own = EasyCarsSettings.objects.filter(
        site=OuterRef("site"),
        account_number=OuterRef("account"),
        environment=OuterRef("environment"),
    )
    return Exists(own)
