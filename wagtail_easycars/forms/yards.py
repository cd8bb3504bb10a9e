"""The input for the yards whose vehicles a site shows: a tick box for each that is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_easycars.forms.texts import split_list


class YardChoice(NamedTuple):
    """A yard that can be ticked; ``vehicles`` is how many are there."""

    code: str
    name: str
    vehicles: int

    @property
    def label(self) -> str:
        return ngettext(
            "%(yard)s: %(count)d vehicle", "%(yard)s: %(count)d vehicles", self.vehicles
        ) % {"yard": describe_yard(self.code, self.name), "count": self.vehicles}


def describe_yard(code: str, name: str) -> str:
    return _("%(name)s (%(code)s)") % {"name": name, "code": code} if name else code


class YardsInput(forms.TextInput):
    """Tick boxes for ``yards``, and a text for the codes of others; both make one list of codes."""

    template_name = "wagtail_easycars/widgets/yards_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.yards: Sequence[YardChoice] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        codes = split_list(value or "")
        known = {yard.code for yard in self.yards}
        others = [code for code in codes if code not in known]
        context = super().get_context(name, ", ".join(others), attrs)
        widget = context["widget"]
        element_id = widget["attrs"].get("id", name)
        widget["unknown"] = others if known else []
        widget["unknown_id"] = f"{element_id}-unknown"
        widget["boxes"] = [
            {
                "name": self.boxes_name(name),
                "id": f"{element_id}-{number}",
                "yard": yard,
                "is_ticked": yard.code in codes,
            }
            for number, yard in enumerate(self.yards)
        ]
        if widget["unknown"]:
            described_by = widget["attrs"].get("aria-describedby", "").split()
            widget["attrs"]["aria-describedby"] = " ".join([*described_by, widget["unknown_id"]])
        return context

    def boxes_name(self, name: str) -> str:
        return f"{name}-ticked"

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> str:
        ticked = _get_all(data, self.boxes_name(name))
        text = super().value_from_datadict(data, files, name) or ""
        return ", ".join([*ticked, *split_list(text)])

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        return name not in data and self.boxes_name(name) not in data


def _get_all(data: Mapping[str, Any], name: str) -> Iterable[str]:
    if isinstance(data, MultiValueDict):
        return list(data.getlist(name))
    return [data[name]] if name in data else []
