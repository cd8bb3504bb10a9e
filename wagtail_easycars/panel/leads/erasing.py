"""Erasing the person of a lead, in the place of Wagtail's deletion: what was asked still counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.views.snippets import DeleteView

from wagtail_easycars.leads.privacy import Erasure, erase, get_leads_of_same_person
from wagtail_easycars.models import Lead
from wagtail_easycars.panel.leads.links import get_lead_url
from wagtail_easycars.panel.leads.nameless import NamelessErrorsMixin
from wagtail_easycars.panel.policies import lead_policy, sites_for
from wagtail_easycars.panel.restricted import OfOneSiteMixin, OfSeenSitesBulkActionMixin


class LeadEraseView(NamelessErrorsMixin, OfOneSiteMixin, DeleteView):
    """Erases the person of a lead from all leads that the user may erase."""

    page_title = gettext_lazy("Erase this person")

    def get_page_subtitle(self) -> str:
        return self.object.customer_name or str(self.object)

    def get_usage_url(self) -> None:
        """Nothing that refers to a lead is in the way."""

    @cached_property
    def leads(self) -> QuerySet[Lead]:
        sites = sites_for(self.request.user, lead_policy, "delete")
        return get_leads_of_same_person(self.object).filter(site__in=sites)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.object.anonymised_at is not None and self.user_has_permission("delete"):
            messages.warning(request, _("The person of this lead has been erased already."))
            return redirect(get_lead_url(request.user, self.object))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        say_what_was_erased(self.request, erase(self.leads, self.request.user))
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["leads"] = list(self.leads.select_related("site"))
        context["lead_url"] = get_lead_url(self.request.user, self.object)
        return context


class LeadEraseBulkAction(NamelessErrorsMixin, OfSeenSitesBulkActionMixin, SnippetBulkAction):
    """Erases the persons of the leads that were ticked, and nothing of their other leads.

    It takes the place of Wagtail's deletion of several snippets.
    """

    models = [Lead]
    action_type = "delete"
    action_priority = 30
    classes = {"serious"}
    permission_required = "delete"
    display_name = gettext_lazy("Erase persons")
    aria_label = gettext_lazy("Erase the persons of the selected leads")
    template_name = "wagtail_easycars/panel/leads/confirm_bulk_erase.html"

    def object_context(self, lead: Lead) -> dict[str, Any]:
        return {"item": lead, "edit_url": get_lead_url(self.request.user, lead)}

    @classmethod
    def execute_action(
        cls, objects: Sequence[Lead], user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        request = kwargs["self"].request
        leads = Lead.objects.filter(pk__in=[lead.pk for lead in objects], anonymised_at=None)
        say_what_was_erased(request, erase(leads, request.user))
        return len(objects), 0

    def get_success_message(self, *args: int) -> None:
        """What was erased is said already."""


def say_what_was_erased(request: HttpRequest, erasure: Erasure) -> None:
    """Tell the user what is left to do in EasyCars, which no interface of it does."""
    text = ngettext(
        "The person was erased from %(count)d lead.",
        "The person was erased from %(count)d leads.",
        erasure.erased,
    ) % {"count": erasure.erased}
    messages.success(request, text)
    if erasure.lead_numbers:
        messages.warning(
            request,
            _("EasyCars still has the person. Erase there: %(numbers)s.")
            % {"numbers": get_text_list(erasure.lead_numbers, _("and"))},
        )
    if erasure.uncertain:
        messages.warning(
            request,
            _("EasyCars may have the person too. Look there for: %(references)s.")
            % {"references": get_text_list(erasure.uncertain, _("and"))},
        )
    if erasure.left:
        text = ngettext(
            "%(count)d lead is being sent just now. Erase it in a few minutes.",
            "%(count)d leads are being sent just now. Erase them in a few minutes.",
            erasure.left,
        )
        messages.warning(request, text % {"count": erasure.left})
