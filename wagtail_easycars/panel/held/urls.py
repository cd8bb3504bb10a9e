from __future__ import annotations

from django.urls import URLPattern, path

from wagtail_easycars.panel.held.decide import ApproveView, DismissView
from wagtail_easycars.panel.held.list import HeldVehiclesView


def get_held_urls() -> list[URLPattern]:
    return [
        path("held/", HeldVehiclesView.as_view(), name="held"),
        path("held/approve/", ApproveView.as_view(), name="approve_held"),
        path("held/dismiss/", DismissView.as_view(), name="dismiss_held"),
    ]
