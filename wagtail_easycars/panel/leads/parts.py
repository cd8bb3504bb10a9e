"""The parts of a lead's page that are read: the enquiry, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from wagtail_easycars.connection import get_settings
from wagtail_easycars.leads.attention import is_held
from wagtail_easycars.leads.own_vehicle import get_own_vehicle_facts
from wagtail_easycars.models import Lead, LeadAttempt, Vehicle
from wagtail_easycars.panel.leads.actions.offered import get_urgent_buttons
from wagtail_easycars.panel.leads.badges import get_badge
from wagtail_easycars.panel.leads.links import get_call_link, get_reply_link
from wagtail_easycars.panel.leads.prospects import get_prospect
from wagtail_easycars.panel.policies import may, vehicle_policy
from wagtail_easycars.panel.thumbnails import THUMBNAIL_WIDTH
from wagtail_easycars.panel.vehicles.photos import get_photos
from wagtail_easycars.presentation.formats import format_aud
from wagtail_easycars.presentation.links import is_safe_link

Context = Mapping[str, Any]


class LeadPart(Component):
    """A part of the page of ``lead``, as ``user`` may see it."""

    class Media:
        css = {
            "all": [
                "wagtail_easycars/css/admin/lead-list.css",
                "wagtail_easycars/css/admin/lead.css",
            ]
        }

    def __init__(self, lead: Lead, user: Any) -> None:
        self.lead = lead
        self.user = user

    def get_context_data(self, parent_context: Context | None = None) -> Context:
        return {"lead": self.lead}


class EnquiryPart(LeadPart):
    """Who wrote, how to reach them, what about, and in what words."""

    template_name = "wagtail_easycars/panel/leads/enquiry.html"

    def get_context_data(self, parent_context: Context | None = None) -> Context:
        lead = self.lead
        numbers = filter(None, (lead.customer_mobile, lead.customer_phone))
        return {
            **super().get_context_data(parent_context),
            "reply_link": get_reply_link(lead),
            "calls": [(number, get_call_link(number)) for number in numbers],
            "vehicle": lead.vehicle,
            "own_vehicle_facts": get_own_vehicle_facts(lead),
            "price": None if lead.vehicle_price is None else format_aud(lead.vehicle_price),
            "page_link": is_safe_link(lead.source_page_url, ("http", "https")),
            **(self._show(lead.vehicle) if lead.vehicle else {}),
        }

    def _show(self, vehicle: Vehicle) -> dict[str, Any]:
        page = vehicle.page
        edit_url = None
        if may(self.user, vehicle_policy, "change", vehicle):
            edit_url = reverse(Vehicle.snippet_viewset.get_url_name("edit"), args=[vehicle.pk])
        return {
            "photo_url": get_photos([vehicle])[vehicle.pk].get_url(THUMBNAIL_WIDTH),
            "vehicle_url": page.full_url if page is not None and page.live else None,
            "vehicle_edit_url": edit_url,
        }


class DeliveryPart(LeadPart):
    """How far the lead has got, what happens next, and each attempt so far."""

    template_name = "wagtail_easycars/panel/leads/delivery.html"

    @cached_property
    def is_held(self) -> bool:
        return is_held(self.lead)

    def get_context_data(self, parent_context: Context | None = None) -> Context:
        lead = self.lead
        prospect = get_prospect(lead, get_settings(lead.site), is_held=self.is_held)
        return {
            **super().get_context_data(parent_context),
            "badge": get_badge(lead, is_held=self.is_held),
            "prospect": prospect,
            "buttons": get_urgent_buttons(self.user, lead, is_held=self.is_held),
            # The attempts repeat it in EasyCars' words, folded.
            "reason": "" if prospect.explains_error else lead.last_error,
            "attempts": list(lead.delivery_attempts.order_by("-pk")),
            "outcomes": LeadAttempt.Outcome,
        }
