"""Leads that a person should look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_easycars.connection import get_settings
from wagtail_easycars.health.leads import LEAD_WAITS_TOO_LONG, is_unmailed
from wagtail_easycars.leads.attention import needs_a_person, with_held
from wagtail_easycars.models import EasyCarsSettings, Lead
from wagtail_easycars.panel.dashboard.sections.base import ListSection
from wagtail_easycars.panel.leads.badges import get_badge
from wagtail_easycars.panel.leads.links import get_lead_url, get_view_url
from wagtail_easycars.panel.leads.mailed import describe_mail
from wagtail_easycars.panel.policies import lead_policy
from wagtail_easycars.schedule.waking import WAITING

SHOWN = 5
WIDE_FIELDS = ("message", "notes", "consent_text")

SENT_BY_ITSELF = gettext_lazy(
    "It is not in EasyCars yet. It is sent by itself; open it to see what it waits for."
)
WHY = {
    Lead.Delivery.REJECTED.value: gettext_lazy(
        "EasyCars refused it. Open it to see why, mend it and send it again."
    ),
    Lead.Delivery.PENDING.value: SENT_BY_ITSELF,
    Lead.Delivery.SENDING.value: SENT_BY_ITSELF,
    Lead.Delivery.UNCERTAIN.value: gettext_lazy(
        "The answer of EasyCars was lost. It is looked for there by itself; open it to see more."
    ),
}


class LeadsWaitingSection(ListSection):
    name = "leads"
    order = 300
    policy = lead_policy
    template_name = "wagtail_easycars/panel/dashboard/sections/leads_waiting.html"

    @cached_property
    def settings(self) -> EasyCarsSettings:
        return get_settings(self.site)

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        context = dict(super().get_context_data(parent_context))
        leads = Lead.objects.filter(should_be_looked_at(), site=self.site)
        shown = with_held(leads).defer(*WIDE_FIELDS).order_by("created_at", "pk")[:SHOWN]
        context["leads"] = [self._describe(lead) for lead in shown]
        if context["leads"]:
            context["left"] = leads.count() - len(context["leads"])
            context["leads_url"] = get_leads_url(self.site)
        return context

    def _describe(self, lead: Any) -> dict[str, Any]:
        return {
            "lead": lead,
            "url": get_lead_url(self.user, lead),
            "badge": get_badge(lead, is_held=lead.is_held),
            "why": describe_wait(lead, self.settings),
        }


def should_be_looked_at() -> Q:
    """What gets no further by itself, what takes too long, and what staff have to know of.

    Once somebody has begun to deal with a lead that is not for EasyCars, they know of it.
    """
    now = timezone.now()
    is_late = Q(delivery__in=WAITING, created_at__lt=now - LEAD_WAITS_TOO_LONG) | is_unmailed(now)
    is_special = Q(delivery=Lead.Delivery.LOCAL) | Q(possibly_double=True)
    is_untouched = Q(status=Lead.Status.NEW)
    return Q(anonymised_at=None) & (needs_a_person() | is_late | (is_special & is_untouched))


def describe_wait(lead: Any, settings: EasyCarsSettings) -> str:
    """Return why ``lead`` should be looked at, in words that say what to do."""
    if lead.is_held:
        return _("It may be in EasyCars or not. Look there, then mark it as found or send it.")
    if lead.delivery == Lead.Delivery.LOCAL:
        return f"{_('EasyCars does not take it, as it names no vehicle.')} " + describe_mail(
            lead, settings
        )
    return str(WHY[lead.delivery]) if lead.delivery in WHY else _describe_delivered(lead)


def _describe_delivered(lead: Lead) -> str:
    if lead.easycars_status is not None:
        return _("EasyCars has another status for it. Open it and choose which one is right.")
    if lead.last_error:
        return _("EasyCars refused a change of it, or no longer knows it. Open it to see why.")
    if not lead.possibly_double:
        return _("It is in EasyCars, but could not be mailed. Open it to read it.")
    return _("It may be in EasyCars twice. Look there, and delete one of the two.")


def get_leads_url(site: Site) -> str:
    """Return the address of the list of the site's leads."""
    return f"{get_view_url('list')}?{urlencode({'site': site.pk})}"
