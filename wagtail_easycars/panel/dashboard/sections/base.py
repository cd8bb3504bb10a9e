from __future__ import annotations

from django.forms import Media

from wagtail_easycars.panel.dashboard.section import Section


class ListSection(Section):
    """A section that takes no place where it has nothing to say."""

    @property
    def media(self) -> Media:
        return Media(css={"all": ["wagtail_easycars/css/admin/sections.css"]})
