"""The list of leads."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView

from wagtail_easycars.leads.attention import with_held
from wagtail_easycars.models import Lead
from wagtail_easycars.panel.leads.columns import PersonColumn, get_columns
from wagtail_easycars.panel.leads.export import LeadExportMixin
from wagtail_easycars.panel.leads.links import get_lead_url
from wagtail_easycars.panel.leads.search import find_leads
from wagtail_easycars.panel.policies import ANY_PERMISSION, lead_policy, sites_for
from wagtail_easycars.panel.restricted import OfSeenSitesIndexMixin


class LeadIndexView(OfSeenSitesIndexMixin, LeadExportMixin, IndexView):
    """Shows who wrote, about what, and how far it has got."""

    bulk_actions_need = ("delete",)

    def get_base_queryset(self) -> QuerySet[Any]:
        return with_held(super().get_base_queryset().select_related("site"))

    def search_queryset(self, queryset: QuerySet[Lead]) -> QuerySet[Lead]:
        return find_leads(queryset, self.search_query) if self.is_searching else queryset

    @cached_property
    def list_display(self) -> list[Any]:
        sites = sites_for(self.request.user, lead_policy, *ANY_PERMISSION)
        return ["customer_name", *get_columns(with_site=len(sites) > 1)]

    def _get_title_column(self, field_name: str, **kwargs: Any) -> Any:
        return super()._get_title_column(field_name, column_class=PersonColumn, **kwargs)

    def get_edit_url(self, instance: Any) -> str | None:
        """Lead to where there is something to change, or to what there is to see."""
        return get_lead_url(self.request.user, instance)

    def get_add_url(self) -> None:
        """A lead is what a visitor wrote."""

    def get_list_more_buttons(self, instance: Lead) -> list[Any]:
        url = self.get_edit_url(instance)
        buttons = [Button(_("Open"), url=url, icon_name="view", priority=10)]
        if instance.anonymised_at is None and (erase_url := self.get_delete_url(instance)):
            buttons.append(
                Button(_("Erase this person"), url=erase_url, icon_name="bin", priority=30)
            )
        return buttons
