"""What a person decides about the delivery of a lead."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail_easycars.leads.decisions import send_again, send_now
from wagtail_easycars.leads.vehicle_facts import has_vehicle
from wagtail_easycars.leads.waits import is_waiting
from wagtail_easycars.models import Lead
from wagtail_easycars.panel.leads.actions.base import LeadActionView

Delivery = Lead.Delivery


class SendAgainView(LeadActionView):
    """Sends a lead that EasyCars refused, could not take, or may not have."""

    url_name = "easycars:lead_send_again"
    label = _("Send again")
    icon_name = "resubmit"
    success_message = _("The enquiry is sent to EasyCars within minutes.")

    @classmethod
    def is_offered(cls, lead: Lead, *, is_held: bool) -> bool:
        if lead.anonymised_at is not None:
            return False
        if lead.delivery == Delivery.LOCAL:
            return has_vehicle(lead)
        return is_held or lead.delivery == Delivery.REJECTED

    def get_question(self) -> str:
        if self.is_held:
            return str(
                _(
                    "It may be in EasyCars already. Look there first. Sent again, it is marked as "
                    "possibly double in its notes."
                )
            )
        return str(_("It is sent to EasyCars as it is here now. Save your corrections first."))

    def act(self, form: Any) -> bool:
        return send_again(self.object, self.request.user)


class SendNowView(LeadActionView):
    """Ends the wait after a failure."""

    url_name = "easycars:lead_send_now"
    label = _("Send now")
    icon_name = "upload"
    question = _("It waits after a failure, to be sent again later. Have it sent at once?")
    success_message = _("The enquiry is sent to EasyCars within minutes.")

    @classmethod
    def is_offered(cls, lead: Lead, *, is_held: bool) -> bool:
        is_open = lead.delivery in (Delivery.PENDING, Delivery.UNCERTAIN)
        waits = is_open and is_waiting(lead.next_attempt_at)
        return waits and not is_held and lead.anonymised_at is None

    def act(self, form: Any) -> bool:
        return send_now(self.object, self.request.user)
