"""The input for a schedule: the usual intervals to choose from, and times of the day to enter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

# What the list says where the text beside it counts.
AS_ENTERED = "as-entered"

CHOICES = (
    ("", _("Off: nothing starts by itself")),
    ("15m", _("Every 15 minutes")),
    ("30m", _("Every 30 minutes")),
    ("1h", _("Every hour")),
    ("4h", _("Every 4 hours")),
    (AS_ENTERED, _("At set times of the day, or at another interval")),
)
INTERVALS = {value for value, _label in CHOICES} - {AS_ENTERED}


class ScheduleInput(forms.TextInput):
    """A list of intervals, and the text of a schedule for what it does not hold.

    Submitted without the list, as by a command, the text counts.
    """

    template_name = "wagtail_easycars/widgets/schedule_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = (value or "") if (value or "") in INTERVALS else AS_ENTERED
        text = "" if chosen != AS_ENTERED or value == AS_ENTERED else value
        element_id = context["widget"]["attrs"].get("id", name)
        context["widget"] |= {
            "list": self._make_list(name, chosen, context["widget"]["attrs"]),
            "value": text,
            "text_id": f"{element_id}-text",
            "rule": json.dumps({self.list_name(name): AS_ENTERED}),
        }
        return context

    def _make_list(self, name: str, chosen: str, attrs: dict[str, Any]) -> str:
        return forms.Select(attrs, choices=CHOICES).render(self.list_name(name), chosen)

    def list_name(self, name: str) -> str:
        return f"{name}-list"

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> str | None:
        text: str | None = super().value_from_datadict(data, files, name)
        chosen = data.get(self.list_name(name))
        if chosen is None:
            return text
        if chosen == AS_ENTERED:
            return text or AS_ENTERED
        # Both can be sent where no script hides the text; together they make no schedule, which is
        # then said by the field.
        return ", ".join(filter(None, (chosen, text)))

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        return name not in data and self.list_name(name) not in data
