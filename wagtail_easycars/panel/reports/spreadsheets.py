"""Spreadsheets in which no text from outside can be taken for a formula."""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class HarmlessSpreadsheetMixin(SpreadsheetExportMixin):
    """Puts an apostrophe before whatever a spreadsheet's program would calculate."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        value = super().preprocess_field_value(field, value, export_format)
        is_risky = isinstance(value, str) and value.startswith(FORMULA_STARTS)
        return f"'{value}" if is_risky else value
