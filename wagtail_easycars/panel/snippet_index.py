"""Wagtail's list of all kinds of snippets, which counts those of every site."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from wagtail.snippets.views.snippets import ModelIndexView

from wagtail_easycars.panel.policies import has_policy
from wagtail_easycars.panel.restricted import visible_to


class SnippetIndexView(ModelIndexView):
    """Counts of ours what the person may see."""

    def _get_snippet_types(self) -> list[dict[str, Any]]:
        types: list[dict[str, Any]] = super()._get_snippet_types()
        for each in types:
            if has_policy(each["model"]):
                visible = visible_to(self.request.user, each["model"]._default_manager.all())
                each["count"] = visible.count()
        return types


def get_snippet_index_urls() -> list[URLPattern]:
    """Return the address of Wagtail's own list, to be found before Wagtail's."""
    return [path("snippets/", SnippetIndexView.as_view())]
