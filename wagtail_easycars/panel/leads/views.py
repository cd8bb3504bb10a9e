"""How Wagtail's views of a snippet differ for leads."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    HistoryView,
    InspectView,
    UsageView,
)

from wagtail_easycars.leads.attention import is_held
from wagtail_easycars.leads.editing import is_editable, save_changes
from wagtail_easycars.models import Lead
from wagtail_easycars.panel.leads.actions.offered import get_other_buttons, get_urgent_buttons
from wagtail_easycars.panel.leads.links import get_lead_url, get_reply_link
from wagtail_easycars.panel.leads.nameless import NamelessErrorsMixin
from wagtail_easycars.panel.leads.parts import DeliveryPart, EnquiryPart
from wagtail_easycars.panel.restricted import OfOneSeenMixin, OfOneSiteMixin


class LeadAddView(CreateView):
    """A lead is what a visitor wrote, so nobody enters one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise PermissionDenied


class _LeadPageMixin(OfOneSiteMixin):
    """The furniture of a lead's page, whether it can be changed or not."""

    def get_page_subtitle(self) -> str:
        return self.object.customer_name or str(self.object)  # type: ignore[attr-defined]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        link = get_reply_link(self.object)  # type: ignore[attr-defined]
        return [HeaderButton(_("Reply by mail"), link, icon_name="mail")] if link else []

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return get_other_buttons(self.request.user, self.object)  # type: ignore[attr-defined]


class LeadEditView(NamelessErrorsMixin, _LeadPageMixin, EditView):
    """The page of a lead that staff work on."""

    def get_queryset(self) -> QuerySet[Lead]:
        return Lead.objects.select_related("site", "vehicle")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        may_change = self.user_has_permission("change")
        if may_change and not is_editable(self.object):
            return redirect(get_lead_url(request.user, self.object))
        return super().dispatch(request, *args, **kwargs)

    def save_instance(self) -> Lead:
        lead: Lead = self.form.instance
        if self.form.changed_data:
            self.is_saved = save_changes(lead, self.form.changed_data, self.request.user)
        return lead

    def save_action(self) -> HttpResponse:
        if not getattr(self, "is_saved", True):
            messages.error(
                self.request,
                _(
                    "Nothing was saved: the person of this lead has been erased meanwhile, or it "
                    "is on its way to EasyCars by now. This is how it stands."
                ),
            )
            return redirect(get_lead_url(self.request.user, Lead.objects.get(pk=self.object.pk)))
        response: HttpResponse = super().save_action()
        return response

    def get_success_buttons(self) -> list[Any]:
        """What follows a correction is to send the lead again."""
        urgent = get_urgent_buttons(self.request.user, self.object, is_held=is_held(self.object))
        buttons = [messages.button(button.url, button.label) for button in urgent]
        return [*super().get_success_buttons(), *buttons]


class LeadInspectView(_LeadPageMixin, InspectView):
    """The page of a lead for who may see it only, or where nothing can be changed any more."""

    page_title = gettext_lazy("Lead")

    def get_fields_context(self) -> list[dict[str, Any]]:
        return []

    def get_edit_url(self) -> str | None:
        return super().get_edit_url() if is_editable(self.object) else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["delivery"] = DeliveryPart(self.object, self.request.user)
        context["enquiry"] = EnquiryPart(self.object, self.request.user)
        return context


class LeadHistoryView(OfOneSeenMixin, HistoryView):
    """Who did what with a lead."""


class LeadUsageView(OfOneSeenMixin, UsageView):
    """What refers to a lead."""
