"""Where somebody can follow an advice about a vehicle, if they may."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Site

from wagtail_easycars.models import EasyCarsSettings, Vehicle
from wagtail_easycars.panel.policies import may, run_policy, settings_policy
from wagtail_easycars.publishing.presence import Place


class Link(NamedTuple):
    url: str
    label: str


def get_link(place: Place, vehicle: Vehicle, page: Any, user: Any) -> Link | None:
    """Return the link to ``place``, or ``None`` where ``user`` may do nothing there."""
    if place == Place.SETTINGS:
        return _get_settings_link(vehicle.site, user)
    if place == Place.DASHBOARD:
        return _get_dashboard_link(vehicle.site, user)
    if place == Place.VEHICLE:
        url = AdminURLFinder(user).get_edit_url(vehicle)
        return Link(url, _("Edit the vehicle")) if url else None
    if place == Place.PAGE and page is not None:
        url = AdminURLFinder(user).get_edit_url(page)
        return Link(url, _("Edit the page")) if url else None
    return None


def _get_settings_link(site: Site, user: Any) -> Link | None:
    if not may(user, settings_policy, "change", site):
        return None
    options = EasyCarsSettings._meta
    url = reverse(
        "wagtailsettings:edit", args=[options.app_label, options.model_name, quote(site.pk)]
    )
    return Link(url, _("Open the EasyCars settings"))


def _get_dashboard_link(site: Site, user: Any) -> Link | None:
    if not may(user, run_policy, "view", site):
        return None
    return Link(f"{reverse('easycars:dashboard')}?site={site.pk}", _("Open the dashboard"))
