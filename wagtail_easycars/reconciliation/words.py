"""Differences in the words of staff."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.encoding import force_str
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from wagtail_easycars.models import Difference, Lead, Vehicle
from wagtail_easycars.presentation.formats import format_aud
from wagtail_easycars.reconciliation.fields import FACTS
from wagtail_easycars.stock.identity import identify

LONGEST_VALUE = 120
PRICES = frozenset({"price", "special_price"})


def describe_field(difference: Difference) -> str:
    """Return what differs, such as 'Price'; '' where it is the whole vehicle or lead."""
    if not difference.field:
        return ""
    if difference.field == FACTS:
        return _("Other details")
    return capfirst(str(_get_field(difference).verbose_name))


def describe_ours(difference: Difference) -> str:
    """Return what the site has; '' where the question makes no sense."""
    return _describe(difference, difference.ours)


def describe_theirs(difference: Difference) -> str:
    """Return what EasyCars has; '' where the question makes no sense."""
    return _describe(difference, difference.theirs)


def describe_reason(difference: Difference) -> str:
    """Return why the two differ, with what to do where a person has to."""
    cause = str(difference.get_cause_display())
    if difference.cause == Difference.Cause.BY_HAND:
        return f"{cause} {_describe_twin(difference)}"
    return f"{cause} {difference.detail}".rstrip()


def _describe_twin(difference: Difference) -> str:
    if identify(difference.detail) == identify(difference.reference):
        return _("It has the same stock number: change it here, or leave EasyCars' one off.")
    return _(
        "It has the same VIN, and is %(stock_number)s here. Leave EasyCars' one off, or merge the "
        "two once a sync has brought it."
    ) % {"stock_number": difference.detail}


def _describe(difference: Difference, value: Any) -> str:
    if not difference.field:
        return ""
    if difference.field == FACTS:
        return ", ".join(f"{name}: {_shorten(part)}" for name, part in (value or {}).items())
    if value is None or value == "":
        return _("empty")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if difference.field in PRICES:
        return format_aud(_get_field(difference).to_python(value))
    choices = dict(getattr(_get_field(difference), "flatchoices", ()))
    return _shorten(choices.get(value, value))


def _shorten(value: Any) -> str:
    text = _("empty") if value in (None, "") else force_str(value)
    return Truncator(text).chars(LONGEST_VALUE)


def _get_field(difference: Difference) -> Any:
    model: type[models.Model] = Lead if difference.is_about_lead else Vehicle
    return model._meta.get_field(difference.field)
