"""The addresses below ``easycars/`` in Wagtail's admin."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from wagtail_easycars.panel.connection.urls import get_connection_urls
from wagtail_easycars.panel.dashboard.urls import get_dashboard_urls
from wagtail_easycars.panel.differences.urls import get_difference_urls
from wagtail_easycars.panel.held.urls import get_held_urls
from wagtail_easycars.panel.leads.urls import get_lead_urls
from wagtail_easycars.panel.merge.urls import get_merge_urls
from wagtail_easycars.panel.preview.urls import get_preview_urls
from wagtail_easycars.panel.sync.urls import get_sync_urls
from wagtail_easycars.panel.timeline.urls import get_timeline_urls
from wagtail_easycars.panel.vehicles.urls import get_vehicle_urls

app_name = "easycars"

urlpatterns: list[URLPattern | URLResolver] = [
    *get_dashboard_urls(),
    *get_connection_urls(),
    *get_lead_urls(),
    *get_timeline_urls(),
    *get_vehicle_urls(),
    *get_merge_urls(),
    *get_sync_urls(),
    *get_held_urls(),
    *get_preview_urls(),
    *get_difference_urls(),
]
