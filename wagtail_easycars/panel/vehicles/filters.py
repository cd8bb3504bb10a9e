"""By what the list of vehicles can be narrowed."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.models import Site

from wagtail_easycars.models import Vehicle, VehicleImage
from wagtail_easycars.page_lookup import get_vehicle_page_model
from wagtail_easycars.panel.restricted import visible_to
from wagtail_easycars.panel.site_fields import SiteFilter
from wagtail_easycars.panel.sites import get_visible_sites


class YesNoFilter(django_filters.BooleanFilter):
    """Narrows to the vehicles that ``get_matches`` returns, or to all the others."""

    def __init__(self, label: Any, get_matches: Any) -> None:
        super().__init__(label=label, widget=BooleanRadioSelect)
        self._get_matches = get_matches

    def filter(self, qs: QuerySet[Vehicle], value: bool | None) -> QuerySet[Vehicle]:
        if value is None:
            return qs
        # Nothing but the key, as the search can filter by no field that is not in its index.
        keys = self._get_matches(Vehicle.objects.order_by()).values("pk")
        return qs.filter(pk__in=keys) if value else qs.exclude(pk__in=keys)


def get_vehicles_on_site(vehicles: QuerySet[Vehicle]) -> QuerySet[Vehicle]:
    """Return of ``vehicles`` those for sale that have a published page."""
    pages = get_vehicle_page_model().objects.live().order_by()
    return vehicles.filter(status__in=Vehicle.LISTED, pk__in=pages.values("vehicle"))


def get_vehicles_with_pictures(vehicles: QuerySet[Vehicle]) -> QuerySet[Vehicle]:
    images = VehicleImage.objects.displayable().order_by()
    return vehicles.filter(pk__in=images.values("vehicle"))


def get_vehicles_with_kept_fields(vehicles: QuerySet[Vehicle]) -> QuerySet[Vehicle]:
    return vehicles.exclude(pinned_fields=[])


def get_held_vehicles(vehicles: QuerySet[Vehicle]) -> QuerySet[Vehicle]:
    return vehicles.filter(withdrawal_held_at__isnull=False)


class VehicleFilterSet(WagtailFilterSet):
    """Offers the sites and makes that a person may see, and no others."""

    site = SiteFilter(queryset=Site.objects.none(), empty_label=_("All"), widget=forms.RadioSelect)
    make = django_filters.MultipleChoiceFilter(label=_("Make"), widget=forms.CheckboxSelectMultiple)
    on_site = YesNoFilter(_("On the site"), get_vehicles_on_site)
    has_pictures = YesNoFilter(_("Has pictures"), get_vehicles_with_pictures)
    has_kept_fields = YesNoFilter(_("Has fields kept from EasyCars"), get_vehicles_with_kept_fields)
    is_held = YesNoFilter(_("Withdrawal held"), get_held_vehicles)

    class Meta:
        model = Vehicle
        fields = ["site", "status", "source", "condition", "make"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.request.user
        self._offer_sites(get_visible_sites(user))
        self._offer_makes(visible_to(user, Vehicle.objects.all()))

    def _offer_sites(self, sites: QuerySet[Site]) -> None:
        if len(sites) > 1:
            self.filters["site"].extra["queryset"] = sites
        else:
            del self.filters["site"]

    def _offer_makes(self, vehicles: QuerySet[Vehicle]) -> None:
        makes = vehicles.exclude(make="").order_by("make").values_list("make", flat=True)
        self.filters["make"].extra["choices"] = [(make, make) for make in makes.distinct()]
