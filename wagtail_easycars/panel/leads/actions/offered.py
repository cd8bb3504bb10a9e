"""Which actions a person is offered for a lead as it is."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from wagtail_easycars.models import Lead
from wagtail_easycars.panel.leads.actions.arrival import ArrivedView
from wagtail_easycars.panel.leads.actions.base import LeadActionView
from wagtail_easycars.panel.leads.actions.delivery import SendAgainView, SendNowView
from wagtail_easycars.panel.leads.actions.status import (
    KeepOursView,
    MarkDeletedView,
    TakeTheirsView,
)
from wagtail_easycars.panel.leads.links import get_view_url
from wagtail_easycars.panel.leads.quotation.view import QuotationView
from wagtail_easycars.panel.policies import lead_policy, may

# What the lead waits for stands with its state; the rest in the menu of the header.
URGENT: tuple[type[LeadActionView], ...] = (
    ArrivedView,
    SendAgainView,
    SendNowView,
    TakeTheirsView,
    KeepOursView,
)


def get_urgent_buttons(user: Any, lead: Lead, *, is_held: bool) -> list[Button]:
    """Return what ``user`` can do for a lead that gets no further, or slowly, by itself."""
    if not may(user, lead_policy, "change", lead):
        return []
    return [view.get_button(lead) for view in URGENT if view.is_offered(lead, is_held=is_held)]


def get_other_buttons(user: Any, lead: Lead) -> list[Button]:
    """Return what ``user`` can do with a lead whenever it is in a state for it."""
    buttons = []
    if may(user, lead_policy, "change", lead):
        if QuotationView.is_offered(lead):
            buttons.append(QuotationView.get_button(lead))
        if MarkDeletedView.is_offered(lead, is_held=False):
            buttons.append(MarkDeletedView.get_button(lead))
    if lead.anonymised_at is None and may(user, lead_policy, "delete", lead):
        url = get_view_url("delete", lead.pk)
        buttons.append(Button(_("Erase this person"), url=url, icon_name="bin"))
    return buttons
