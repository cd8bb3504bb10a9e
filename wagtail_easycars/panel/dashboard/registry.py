"""Which sections the dashboard has, and who sees which of them for which site."""

from __future__ import annotations

from typing import Any

from wagtail import hooks
from wagtail.models import Site

from wagtail_easycars.panel.dashboard.section import Section

SECTION_HOOK = "register_easycars_dashboard_section"


def get_section_classes() -> list[type[Section]]:
    """Return the sections that are registered, in the order of the dashboard."""
    classes = [register() for register in hooks.get_hooks(SECTION_HOOK)]
    return sorted(classes, key=lambda each: each.order)


def get_sections(site: Site, user: Any) -> list[Section]:
    """Return the sections that ``user`` may see for ``site``."""
    sections = [section_class(site, user) for section_class in get_section_classes()]
    return [section for section in sections if section.is_permitted]


def may_see_dashboard(user: Any) -> bool:
    """Return whether there is a site whose dashboard shows something to ``user``."""
    return any(section_class.is_offered_to(user) for section_class in get_section_classes())


def get_dashboard_sites(user: Any) -> list[Site]:
    """Return the sites whose dashboard shows something to ``user``, in the order of listings."""
    classes = [each for each in get_section_classes() if each.is_offered_to(user)]
    if not classes:
        return []
    sites = Site.objects.order_by("-is_default_site", "hostname", "port")
    return [site for site in sites if any(each(site, user).is_permitted for each in classes)]
