from __future__ import annotations

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from wagtail_easycars.panel.differences.access import may_see_differences
from wagtail_easycars.panel.differences.compare import CompareView, ComparisonStatusView
from wagtail_easycars.panel.differences.views import DifferencesView
from wagtail_easycars.panel.menu import PermittedMenuItem


def get_difference_urls() -> list[URLPattern]:
    return [
        path("differences/", DifferencesView.as_view(), name="differences"),
        path(
            "differences/results/",
            DifferencesView.as_view(results_only=True),
            name="differences_results",
        ),
        path("differences/compare/", CompareView.as_view(), name="compare"),
        path("differences/status/", ComparisonStatusView.as_view(), name="comparison_status"),
    ]


def get_differences_menu_item() -> MenuItem:
    return PermittedMenuItem(
        _("Differences"),
        reverse("easycars:differences"),
        is_permitted=may_see_differences,
        name="easycars-differences",
        icon_name="copy",
        order=400,
    )
