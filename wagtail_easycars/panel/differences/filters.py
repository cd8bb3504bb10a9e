"""What the list of differences can be narrowed to."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from wagtail_easycars.models import Difference
from wagtail_easycars.panel.differences.access import get_seen_sites, get_visible_differences
from wagtail_easycars.panel.site_fields import SiteFilter
from wagtail_easycars.reconciliation.words import describe_field

Decision = Difference.Decision
ALL = "all"
SEARCHED = ("reference", "title", "detail")


def get_field_choices(differences: QuerySet[Difference]) -> list[tuple[str, str]]:
    """Return the fields that ``differences`` are about, by their labels."""
    rows = differences.exclude(field="").order_by().values_list("kind", "field").distinct()
    labels = {field: describe_field(Difference(kind=kind, field=field)) for kind, field in rows}
    return sorted(labels.items(), key=lambda choice: choice[1])


class DifferenceFilterSet(WagtailFilterSet):
    """Without a choice, what nobody has decided on."""

    decision = django_filters.ChoiceFilter(
        label=_("Decision"),
        empty_label=_("Open"),
        choices=[
            *((value, label) for value, label in Decision.choices if value),
            (ALL, _("All")),
        ],
        method="filter_decision",
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Difference.Kind.choices)
    field = django_filters.ChoiceFilter(label=_("Field"))
    site = SiteFilter(queryset=lambda request: get_seen_sites(request.user))

    class Meta:
        model = Difference
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        visible = get_visible_differences(self.request.user)
        self.filters["field"].extra["choices"] = get_field_choices(visible)

    def filter_decision(self, queryset: Any, name: str, value: str) -> Any:
        return queryset if value == ALL else queryset.filter(decision=value)

    def filter_queryset(self, queryset: Any) -> Any:
        queryset = super().filter_queryset(queryset)
        if not self.form.cleaned_data["decision"]:
            queryset = queryset.filter(decision=Decision.OPEN)
        return queryset


def get_listed_differences(request: HttpRequest) -> QuerySet[Difference]:
    """Return all that the list shows for ``request``'s filters and search, on all its pages."""
    visible = get_visible_differences(request.user)
    filters = DifferenceFilterSet(request.GET, queryset=visible, request=request)
    if not filters.is_valid():
        return visible.none()
    listed: QuerySet[Difference] = filters.filter_queryset(visible)
    if query := request.GET.get("q", "").strip():
        condition = Q()
        for name in SEARCHED:
            condition |= Q(**{f"{name}__icontains": query})
        listed = listed.filter(condition)
    return listed
