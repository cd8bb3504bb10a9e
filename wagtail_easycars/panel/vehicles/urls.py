from __future__ import annotations

from django.urls import URLPattern, path

from wagtail_easycars.panel.vehicles.release import ReleaseFieldsView


def get_vehicle_urls() -> list[URLPattern]:
    return [
        path("vehicles/<int:pk>/release/", ReleaseFieldsView.as_view(), name="release_fields"),
    ]
