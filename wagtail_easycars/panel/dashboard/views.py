"""The dashboard of one site."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.forms import Media
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import Site

from wagtail_easycars.panel.dashboard.links import get_sections_url, get_settings_url
from wagtail_easycars.panel.dashboard.registry import get_dashboard_sites, get_sections
from wagtail_easycars.panel.dashboard.section import Section
from wagtail_easycars.panel.dashboard.site_choice import SiteChoiceForm, get_chosen_site
from wagtail_easycars.panel.policies import may, settings_policy
from wagtail_easycars.panel.sync.links import get_status_url
from wagtail_easycars.site_names import get_site_name


class DashboardView(WagtailAdminTemplateMixin, TemplateView):
    """The state of one site, and what there is to do: a section for each subject."""

    template_name = "wagtail_easycars/panel/dashboard/dashboard.html"
    page_title = _("EasyCars")
    header_icon = "easycars-car"

    @cached_property
    def sites(self) -> list[Site]:
        return get_dashboard_sites(self.request.user)

    @cached_property
    def site(self) -> Site:
        return get_chosen_site(self.request, self.sites)

    @cached_property
    def sections(self) -> list[Section]:
        return get_sections(self.site, self.request.user)

    def get_page_subtitle(self) -> str:
        return get_site_name(self.site) if len(self.sites) > 1 else ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        label = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), label]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not may(self.request.user, settings_policy, "change", self.site):
            return []
        return [HeaderButton(_("Settings"), get_settings_url(self.site), icon_name="cog")]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [button for section in self.sections for button in section.header_more_buttons]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["site"] = self.site
        context["status_url"] = get_status_url(self.site.pk)
        context["sections_url"] = get_sections_url(self.site.pk)
        context["sections"] = self.sections
        context["media"] = sum((section.media for section in self.sections), start=Media())
        if len(self.sites) > 1:
            form = SiteChoiceForm(initial={"site": self.site.pk}, sites=self.sites)
            context["site_choice"] = form
            context["media"] += form.media
        return context


class DashboardSectionsView(DashboardView):
    """The same sections without the page around them, for a page that shows them already."""

    template_name = "wagtail_easycars/panel/dashboard/sections.html"
