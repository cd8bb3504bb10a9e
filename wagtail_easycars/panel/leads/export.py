"""What a spreadsheet of leads has, and who may take one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_easycars.leads.exporting import log_export
from wagtail_easycars.models import Lead
from wagtail_easycars.panel.export.spreadsheets import HarmlessSpreadsheetMixin
from wagtail_easycars.panel.policies import lead_policy, sites_for

HEADINGS: dict[str, Any] = {
    "created_at": _("Received"),
    "site": _("Site"),
    "reference": _("Reference"),
    "about": _("About"),
    "customer_name": _("Name"),
    "customer_email": _("Email"),
    "customer_phone": _("Phone"),
    "customer_mobile": _("Mobile"),
    "get_preferred_contact_display": _("Preferred contact"),
    "vehicle_name": _("Vehicle"),
    "stock_number": _("Stock number"),
    "vehicle_price": _("Price"),
    "vehicle_registration": _("Rego of their own vehicle"),
    "vehicle_odometer": _("Kilometres of their own vehicle"),
    "get_finance_status_display": _("Finance"),
    "message": _("Message"),
    "get_status_display": _("Status"),
    "get_rating_display": _("Rating"),
    "notes": _("Notes"),
    "get_delivery_display": _("Delivery"),
    "lead_number": _("Lead number"),
    "quote_number": _("Quote number"),
    "source_page_url": _("Page"),
}


class LeadExportMixin(HarmlessSpreadsheetMixin):
    """Before Wagtail's own listing, which lets whoever may see something export it too."""

    list_export = list(HEADINGS)
    export_headings = HEADINGS
    export_filename = "leads"
    is_export: bool
    request: HttpRequest

    @cached_property
    def exportable_sites(self) -> QuerySet[Site]:
        return sites_for(self.request.user, lead_policy, "export")

    @cached_property
    def show_export_buttons(self) -> bool:
        return self.exportable_sites.exists()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_export and not self.show_export_buttons:
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> QuerySet[Lead]:
        leads: QuerySet[Lead] = super().get_base_queryset()
        return leads.filter(site__in=self.exportable_sites) if self.is_export else leads

    def as_spreadsheet(self, queryset: QuerySet[Lead], spreadsheet_format: str) -> HttpResponse:
        log_export(queryset.order_by().values_list("site_id", flat=True), self.request.user)
        response: HttpResponse = super().as_spreadsheet(queryset, spreadsheet_format)
        return response
