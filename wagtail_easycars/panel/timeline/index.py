"""Finds out about a vehicle that somebody misses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from wagtail_easycars.models import Vehicle
from wagtail_easycars.panel.policies import ANY_PERMISSION, vehicle_policy
from wagtail_easycars.panel.timeline.search import find


class MissedVehicleForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Stock number or VIN"),
        max_length=64,
        help_text=gettext_lazy("In full, as EasyCars has it."),
    )


class TimelineIndexView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Says of a stock number or VIN whether it is on the site, and if not, why."""

    permission_policy = vehicle_policy
    any_permission_required = ANY_PERMISSION
    template_name = "wagtail_easycars/panel/timeline/index.html"
    header_icon = "history"
    page_title = gettext_lazy("Why is a vehicle not on my site?")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        list_url = reverse(Vehicle.snippet_viewset.get_url_name("list"))
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": list_url, "label": capfirst(Vehicle._meta.verbose_name_plural)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = MissedVehicleForm(self.request.GET or None)
        context: dict[str, Any] = super().get_context_data(form=form, **kwargs)
        if form.is_valid():
            context["text"] = form.cleaned_data["q"]
            context["findings"] = find(form.cleaned_data["q"], self.request.user)
        return context
