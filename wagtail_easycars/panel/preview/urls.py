from __future__ import annotations

from django.urls import URLPattern, path

from wagtail_easycars.panel.preview.views import PreviewView


def get_preview_urls() -> list[URLPattern]:
    return [path("preview/", PreviewView.as_view(), name="preview")]
