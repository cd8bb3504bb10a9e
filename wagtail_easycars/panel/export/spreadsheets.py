"""Spreadsheets in which no text from outside can be taken for a formula."""

from __future__ import annotations

import re
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.models import Site

from wagtail_easycars.site_names import get_site_name

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# What XML, and so a workbook, cannot hold.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class HarmlessSpreadsheetMixin(SpreadsheetExportMixin):
    """Puts an apostrophe before whatever a spreadsheet's program would calculate.

    Leaves out characters that cannot be written down, and that nobody can read.
    """

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        if isinstance(value, Site):
            value = get_site_name(value)
        value = super().preprocess_field_value(field, value, export_format)
        return as_harmless_text(value) if isinstance(value, str) else value


def as_harmless_text(text: str) -> str:
    text = CONTROL_CHARACTERS.sub("", text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
