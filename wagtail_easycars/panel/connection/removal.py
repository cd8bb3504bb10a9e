"""Taking a site's credentials away: what goes, and what stops then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from wagtail_easycars.forms.secrets import SecretField
from wagtail_easycars.forms.settings import CLOUDINARY, CREDENTIALS, EasyCarsSettingsForm
from wagtail_easycars.models import Lead, Vehicle

LEAD_PAIR = {"lead_client_id", "lead_client_secret"}

# Leads that EasyCars has not got for certain, or not yet.
WAITING = (Lead.Delivery.PENDING, Lead.Delivery.SENDING, Lead.Delivery.UNCERTAIN)


def get_removed_secrets(form: EasyCarsSettingsForm) -> list[str]:
    """Return the stored secrets that a valid ``form`` takes away."""
    return [
        name
        for name in get_secret_names(form)
        if form.initial.get(name) and form.cleaned_data[name] == ""
    ]


def get_entered_secrets(form: EasyCarsSettingsForm) -> list[str]:
    """Return the secrets that a valid ``form`` sets."""
    return [name for name in get_secret_names(form) if form.cleaned_data[name]]


def without_removal(
    data: QueryDict, form: EasyCarsSettingsForm, removed: Iterable[str]
) -> QueryDict:
    """Return ``data`` as it would be, had nobody asked to remove the secrets in ``removed``."""
    kept = data.copy()
    for name in removed:
        kept.pop(form[name].field.widget.remove_name(form.add_prefix(name)), None)
        for partner in _get_plain_partners(form, name):
            kept[form.add_prefix(partner)] = form.initial.get(partner) or ""
    return kept


def list_consequences(site: Site, removed: Iterable[str]) -> Iterator[str]:
    """Yield what stops where the secrets in ``removed`` are taken away from ``site``."""
    if set(removed) - {*LEAD_PAIR, *CLOUDINARY}:
        yield from list_standstill(site)
    elif LEAD_PAIR & set(removed):
        yield _("Leads are sent with the client ID and client secret of the stock service.")
    if set(CLOUDINARY) & set(removed):
        yield _(
            "Pictures that are kept in Cloudinary stay there and on the site, but none can be "
            "added or deleted."
        )


def list_standstill(site: Site) -> Iterator[str]:
    """Yield what it means for ``site`` that nothing is exchanged with EasyCars."""
    vehicles = Vehicle.objects.filter(site=site, source=Vehicle.Source.EASYCARS).exclude(
        status=Vehicle.Status.WITHDRAWN
    )
    yield _describe_vehicles(vehicles.count())
    yield _describe_leads(Lead.objects.filter(site=site, delivery__in=WAITING).count())


def _describe_vehicles(count: int) -> str:
    if not count:
        return _("No vehicle of this site comes from EasyCars.")
    return ngettext(
        "%(count)d vehicle stays on the site, but no longer follows EasyCars.",
        "%(count)d vehicles stay on the site, but no longer follow EasyCars.",
        count,
    ) % {"count": count}


def _describe_leads(count: int) -> str:
    if not count:
        return _("New enquiries are mailed to you, but do not arrive in EasyCars.")
    return ngettext(
        "%(count)d lead waits and is not sent to EasyCars. New enquiries are mailed to you only.",
        "%(count)d leads wait and are not sent to EasyCars. New enquiries are mailed to you only.",
        count,
    ) % {"count": count}


def get_secret_names(form: EasyCarsSettingsForm) -> list[str]:
    return [name for name, field in form.fields.items() if isinstance(field, SecretField)]


def _get_plain_partners(form: EasyCarsSettingsForm, name: str) -> Iterable[Any]:
    """Return the fields without a secret that are of no use without ``name``."""
    [group] = [group for group in CREDENTIALS if name in group]
    return [each for each in group if each not in get_secret_names(form)]
