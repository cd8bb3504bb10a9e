"""Leads in the Wagtail admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_easycars.models import Lead
from wagtail_easycars.panel.leads.erasing import LeadEraseView
from wagtail_easycars.panel.leads.filters import LeadFilterSet
from wagtail_easycars.panel.leads.listing import LeadIndexView
from wagtail_easycars.panel.leads.panels import get_edit_handler
from wagtail_easycars.panel.leads.search import SEARCHED_FIELDS
from wagtail_easycars.panel.leads.views import (
    LeadAddView,
    LeadEditView,
    LeadHistoryView,
    LeadInspectView,
    LeadUsageView,
)
from wagtail_easycars.panel.menu import MENU_HOOK
from wagtail_easycars.panel.policies import lead_policy
from wagtail_easycars.panel.restricted import SiteChooserViewSet, SiteURLFinder


class LeadViewSet(SnippetViewSet):
    model = Lead
    icon = "mail"
    menu_label = _("Leads")
    menu_hook = MENU_HOOK
    menu_order = 300
    permission_policy = lead_policy
    chooser_viewset_class = SiteChooserViewSet
    filterset_class = LeadFilterSet
    # They make the list searchable; how it is searched is in search.py.
    search_fields = SEARCHED_FIELDS
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = LeadIndexView
    add_view_class = LeadAddView
    edit_view_class = LeadEditView
    delete_view_class = LeadEraseView
    inspect_view_class = LeadInspectView
    history_view_class = LeadHistoryView
    usage_view_class = LeadUsageView
    delete_template_name = "wagtail_easycars/panel/leads/confirm_erase.html"
    inspect_template_name = "wagtail_easycars/panel/leads/inspect.html"
    edit_handler = get_edit_handler()

    @property
    def url_finder_class(self) -> type[SiteURLFinder]:
        return type(
            "LeadURLFinder",
            (SiteURLFinder,),
            {"model": self.model, "edit_url_name": self.get_url_name("edit")},
        )
