"""A quotation for the customer of a lead, which is made while the clerk waits."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button

from wagtail_easycars.client.errors import ClientError
from wagtail_easycars.connection import get_settings
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.forms.yards import describe_yard
from wagtail_easycars.leads.accounts import is_of_account
from wagtail_easycars.leads.editing import is_editable
from wagtail_easycars.leads.quotations import SentAlready, get_last_quotation, send_quotation
from wagtail_easycars.models import EasyCarsSettings, Lead
from wagtail_easycars.panel.connection.yards import get_known_yards
from wagtail_easycars.panel.leads.actions.base import LeadView
from wagtail_easycars.panel.leads.limits import get_limits
from wagtail_easycars.panel.leads.quotation.entry import Entry

# Seconds that a clerk waits; most web servers give up after thirty.
DEADLINE = 20


class QuotationView(LeadView):
    """Takes what the clerk enters, sends it once, and keeps the number that EasyCars gives."""

    template_name = "wagtail_easycars/panel/leads/quotation.html"
    page_title = gettext_lazy("Quotation")
    label = gettext_lazy("Make a quotation")
    url_name = "easycars:lead_quotation"

    @classmethod
    def is_offered(cls, lead: Lead) -> bool:
        """Return whether the lead is in EasyCars, and about a vehicle of the dealer's."""
        is_there = lead.delivery == Lead.Delivery.DELIVERED and bool(lead.lead_number)
        is_there = is_there and not lead.has_unchecked_number
        return is_there and is_editable(lead) and not lead.is_about_own_vehicle

    @classmethod
    def get_button(cls, lead: Lead) -> Button:
        return Button(cls.label, url=reverse(cls.url_name, args=[lead.pk]), icon_name="form")

    @cached_property
    def settings(self) -> EasyCarsSettings:
        return get_settings(self.object.site)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.user_has_permission("change") or self._is_possible():
            return super().dispatch(request, *args, **kwargs)
        messages.warning(
            request,
            _("No quotation can be made: the lead is not in the EasyCars account of this site."),
        )
        return redirect(self.lead_url)

    def _is_possible(self) -> bool:
        return self.is_offered(self.object) and is_of_account(self.object, self.settings)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show(self._get_entry())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        entry = self._get_entry(request.POST)
        payload = entry.build_request(self.object) if entry.is_valid() else None
        if payload is None:
            messages.error(request, _("Nothing was sent to EasyCars. Correct what is marked."))
            return self._show(entry)
        try:
            number = send_quotation(
                self.object,
                payload,
                follows=entry.form.cleaned_data["follows"],
                user=request.user,
                limits=get_limits(DEADLINE),
            )
        except EasyCarsError as error:
            return self._say_failure(entry, error)
        messages.success(request, _("EasyCars has quotation %(number)s.") % {"number": number})
        return redirect(self.lead_url)

    def _say_failure(self, entry: Entry, error: EasyCarsError) -> HttpResponse:
        """What was surely not made can be corrected and sent again; else somebody has to look."""
        if isinstance(error, SentAlready):
            messages.warning(self.request, str(error))
            return redirect(self.lead_url)
        if isinstance(error, ClientError) and not error.certain:
            messages.error(
                self.request,
                _(
                    "Nobody knows whether EasyCars has made the quotation: its answer did not "
                    "come. Look there before you make it again."
                ),
            )
            return redirect(self.lead_url)
        entry.form.add_error(None, str(error))
        return self._show(entry, detail=getattr(error, "technical_detail", ""))

    def _get_entry(self, data: Any = None) -> Entry:
        follows = get_last_quotation(self.object)
        return Entry.of(self.object, data, yards=self._get_yards(), follows=follows)

    def _get_yards(self) -> list[tuple[str, str]]:
        """The vehicle's yard first, then those that the settings name."""
        names = {yard.code: yard.name for yard in get_known_yards(self.object.site)}
        vehicle = self.object.vehicle
        yards = [vehicle.yard_code] if vehicle and vehicle.yard_code else []
        codes = dict.fromkeys([*yards, *self.settings.yard_code_list])
        return [(code, describe_yard(code, names.get(code, ""))) for code in codes]

    def _show(self, entry: Entry, *, detail: str = "") -> HttpResponse:
        context = self.get_context_data(
            entry=entry, form=entry.form, detail=detail, lead=self.object, media=entry.media
        )
        return self.render_to_response(context)
