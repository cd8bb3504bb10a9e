"""A choice among sites, by the names that people call them."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail_easycars.site_names import get_site_name


class SiteChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return get_site_name(obj)


class FilteredSiteField(django_filters.fields.ModelChoiceField):
    label_from_instance = SiteChoiceField.label_from_instance


class SiteFilter(django_filters.ModelChoiceFilter):
    """Narrows a list to one site, for who may see several."""

    field_class = FilteredSiteField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Site"), **kwargs})


class SitesChoiceField(forms.ModelMultipleChoiceField):
    label_from_instance = SiteChoiceField.label_from_instance
