from __future__ import annotations

from django.urls import URLPattern, path

from wagtail_easycars.panel.timeline.index import TimelineIndexView
from wagtail_easycars.panel.timeline.views import VehicleTimelineView


def get_timeline_urls() -> list[URLPattern]:
    return [
        path("vehicles/timeline/", TimelineIndexView.as_view(), name="timeline"),
        path("vehicles/<int:pk>/timeline/", VehicleTimelineView.as_view(), name="vehicle_timeline"),
    ]
