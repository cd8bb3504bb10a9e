"""By what the list of leads can be narrowed."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.models import Site

from wagtail_easycars.leads.attention import needs_a_person
from wagtail_easycars.models import Lead
from wagtail_easycars.panel.policies import ANY_PERMISSION, lead_policy, sites_for
from wagtail_easycars.panel.site_fields import SiteFilter


class LeadFilterSet(WagtailFilterSet):
    """Offers the sites whose leads a person may see, and no others."""

    site = SiteFilter(queryset=Site.objects.none())
    needs_a_person = django_filters.BooleanFilter(
        label=_("Needs a person"), method="filter_by_need", widget=BooleanRadioSelect
    )
    created_at = django_filters.DateFromToRangeFilter(
        label=_("Received"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Lead
        fields = ["site", "needs_a_person", "delivery", "status", "kind", "rating", "created_at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = sites_for(self.request.user, lead_policy, *ANY_PERMISSION)
        if len(sites) > 1:
            self.filters["site"].extra["queryset"] = sites
        else:
            del self.filters["site"]

    def filter_by_need(self, leads: QuerySet[Lead], name: str, value: bool) -> QuerySet[Lead]:
        return leads.filter(needs_a_person()) if value else leads.exclude(needs_a_person())
