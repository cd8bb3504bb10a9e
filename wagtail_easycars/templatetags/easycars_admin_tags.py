"""Filters for the pages in the admin."""

from __future__ import annotations

from django import template

from wagtail_easycars.site_names import get_site_name

register = template.Library()
register.filter("site_name", get_site_name)
