from __future__ import annotations

from django.urls import URLPattern, path

from wagtail_easycars.panel.connection.views import ConnectionTestView


def get_connection_urls() -> list[URLPattern]:
    return [
        path(
            "settings/<int:site_id>/test-connection/",
            ConnectionTestView.as_view(),
            name="test_connection",
        )
    ]
