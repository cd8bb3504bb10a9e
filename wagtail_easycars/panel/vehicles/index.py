"""The list of vehicles."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, DateTimeField, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView

from wagtail_easycars.models import SyncRun, Vehicle
from wagtail_easycars.panel.merge.links import get_merge_url, may_merge
from wagtail_easycars.panel.restricted import OfSeenSitesIndexMixin
from wagtail_easycars.panel.vehicles.columns import PhotoColumn, VehicleTitleColumn
from wagtail_easycars.panel.vehicles.photos import get_photos
from wagtail_easycars.stock.twins import find_twins


class VehicleIndexView(OfSeenSitesIndexMixin, IndexView):
    """Shows each vehicle with its photo and what staff should know of it."""

    bulk_actions_need = (*OfSeenSitesIndexMixin.bulk_actions_need, "withdraw")

    def get_base_queryset(self) -> QuerySet[Vehicle]:
        vehicles = super().get_base_queryset().defer("feed", "extra", "description")
        return with_last_seen(vehicles)

    @cached_property
    def columns(self) -> list[Any]:
        columns = list(super().columns)
        place = 1 if isinstance(columns[0], BulkActionsCheckboxColumn) else 0
        photo = PhotoColumn("photo", label=_("Photo"), classname="easycars-photo")
        return [*columns[:place], photo, *columns[place:]]

    def _get_title_column(self, field_name: str, **kwargs: Any) -> Any:
        return super()._get_title_column(field_name, column_class=VehicleTitleColumn, **kwargs)

    def get_inspect_url(self, instance: Vehicle) -> str:
        """Lead those who may not edit to what they may see."""
        return get_timeline_url(instance)

    def get_list_more_buttons(self, instance: Vehicle) -> list[Any]:
        # Wagtail would offer the timeline as 'Inspect'.
        url = get_timeline_url(instance)
        buttons = [
            button for button in super().get_list_more_buttons(instance) if button.url != url
        ]
        label = _("Why is it (not) on my site?")
        return [*buttons, Button(label, url=url, icon_name="history", priority=20)]

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        find = Button(
            _("Find a vehicle that is not here"), url=reverse("easycars:timeline"), icon_name="help"
        )
        return [*super().header_more_buttons, find]

    def get_table(self, object_list: Any) -> Any:
        vehicles = list(object_list)
        photos, twins = get_photos(vehicles), find_twins(vehicles)
        for vehicle in vehicles:
            vehicle.photo = photos[vehicle.pk]
            vehicle.twin = twins.get(vehicle.pk)
            if vehicle.twin and may_merge(self.request.user, vehicle):
                vehicle.merge_url = get_merge_url(vehicle, vehicle.twin)
        return super().get_table(vehicles)


def with_last_seen(vehicles: QuerySet[Vehicle]) -> QuerySet[Vehicle]:
    """Return ``vehicles`` with ``seen_at``: ``last_seen_at``, without a query for each."""
    runs = SyncRun.objects.filter(
        site=OuterRef("site"), kind=SyncRun.Kind.STOCK, is_complete=True
    ).order_by("-finished_at")
    of_site = Case(
        When(source=Vehicle.Source.EASYCARS, then=Subquery(runs.values("finished_at")[:1])),
        output_field=DateTimeField(),
    )
    return vehicles.annotate(seen_at=Coalesce(F("last_seen_at"), of_site))


def get_timeline_url(vehicle: Vehicle) -> str:
    return reverse("easycars:vehicle_timeline", args=[vehicle.pk])
