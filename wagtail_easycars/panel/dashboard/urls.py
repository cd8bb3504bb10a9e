from __future__ import annotations

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from wagtail_easycars.panel.dashboard.registry import may_see_dashboard
from wagtail_easycars.panel.dashboard.views import DashboardSectionsView, DashboardView
from wagtail_easycars.panel.menu import PermittedMenuItem


def get_dashboard_urls() -> list[URLPattern]:
    return [
        path("", DashboardView.as_view(), name="dashboard"),
        path("sections/", DashboardSectionsView.as_view(), name="dashboard_sections"),
    ]


def get_dashboard_menu_item() -> MenuItem:
    return PermittedMenuItem(
        _("Dashboard"),
        reverse("easycars:dashboard"),
        is_permitted=may_see_dashboard,
        name="easycars-dashboard",
        icon_name="home",
        order=100,
    )
