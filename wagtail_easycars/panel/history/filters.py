"""What the list of runs, and a run's list of changes, can be narrowed by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.models import Site

from wagtail_easycars.models import SyncChange, SyncRun
from wagtail_easycars.panel.history.tally import Tally
from wagtail_easycars.site_names import get_site_name


class AnyOfFilter(django_filters.MultipleChoiceFilter):
    """Tick boxes for the values of a field of the model itself, where nothing is found twice."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(distinct=False, widget=CheckboxSelectMultiple, **kwargs)


class RunFilterSet(WagtailFilterSet):
    site = django_filters.ChoiceFilter(label=_("Site"))
    kind = AnyOfFilter(label=_("Kind"), choices=SyncRun.Kind.choices)
    status = AnyOfFilter(label=_("Status"), choices=SyncRun.Status.choices)
    trigger = AnyOfFilter(label=_("Started by"), choices=SyncRun.Trigger.choices)
    queued_at = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    def __init__(self, *args: Any, sites: Sequence[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["site"].extra["choices"] = [(site.pk, get_site_name(site)) for site in sites]
        if len(sites) < 2:
            del self.filters["site"]

    class Meta:
        model = SyncRun
        fields: list[str] = []


class ChangeFilterSet(WagtailFilterSet):
    action = AnyOfFilter(label=_("What happened"))

    def __init__(self, *args: Any, tally: Tally, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["action"].extra["choices"] = tally.get_choices()
        if len(tally.counts) < 2:
            del self.filters["action"]

    class Meta:
        model = SyncChange
        fields: list[str] = []
