from __future__ import annotations

from django.urls import URLPattern, path

from wagtail_easycars.panel.merge.views import MergeView, TellApartView

PAIR = "vehicles/<int:by_hand>/merge/<int:synced>/"


def get_merge_urls() -> list[URLPattern]:
    return [
        path(PAIR, MergeView.as_view(), name="merge_vehicles"),
        path(f"{PAIR}tell-apart/", TellApartView.as_view(), name="tell_apart"),
    ]
