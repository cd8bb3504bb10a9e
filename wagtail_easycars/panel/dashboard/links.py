from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from wagtail.models import Site

from wagtail_easycars.models import EasyCarsSettings


def get_dashboard_url(site_id: int | None = None) -> str:
    """Return the address of a site's dashboard, or of the one that is nearest."""
    url = reverse("easycars:dashboard")
    return f"{url}?{urlencode({'site': site_id})}" if site_id else url


def get_sections_url(site_id: int) -> str:
    """Return where the sections of a site's dashboard are had without the page around them."""
    return f"{reverse('easycars:dashboard_sections')}?{urlencode({'site': site_id})}"


def get_settings_url(site: Site) -> str:
    """Return where the EasyCars settings of ``site`` are edited."""
    meta = EasyCarsSettings._meta
    return reverse("wagtailsettings:edit", args=[meta.app_label, meta.model_name, site.pk])
