from __future__ import annotations

from django.urls import URLPattern, path

from wagtail_easycars.panel.sync.views import StartSyncView, SyncStatusView


def get_sync_urls() -> list[URLPattern]:
    return [
        path("sync/status/", SyncStatusView.as_view(), name="sync_status"),
        path("sync/<str:kind>/", StartSyncView.as_view(), name="sync"),
    ]
