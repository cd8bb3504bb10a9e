"""Exports of any length: as spreadsheets without formulas, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet
from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from wagtail_easycars.panel.export.spreadsheets import HarmlessSpreadsheetMixin

ROWS_A_FETCH = 2000


class ExportColumn(NamedTuple):
    """A column of a spreadsheet: ``read`` returns what it has of a row."""

    heading: Any
    read: Callable[[Any], Any]


class RowStream:
    """The rows of a queryset, a part of them in memory at a time."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self._queryset = queryset
        self.model: type[Model] = queryset.model

    def __iter__(self) -> Iterator[Any]:
        return iter(self._queryset.iterator(chunk_size=ROWS_A_FETCH))


class ExportMixin(HarmlessSpreadsheetMixin):
    """For a listing of Wagtail's: adds JSON, and reads the rows one by one.

    ``list_export`` has the columns by their names. ``json_key`` is what the list of rows is called
    in JSON, ``as_json()`` says what one is.
    """

    FORMAT_JSON = "json"
    FORMATS = (*HarmlessSpreadsheetMixin.FORMATS, FORMAT_JSON)

    list_export: Mapping[str, ExportColumn]
    json_key: str

    def as_json(self, row: Any) -> dict[str, Any]:
        raise NotImplementedError

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {name: column.read(item) for name, column in self.list_export.items()}

    def get_heading(self, queryset: Any, field: str) -> str:
        return capfirst(str(self.list_export[field].heading))

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.is_export:
            return self.as_spreadsheet(self.get_queryset(), request.GET["export"])
        response: HttpResponseBase = super().get(request, *args, **kwargs)
        return response

    def as_spreadsheet(self, queryset: QuerySet[Any], spreadsheet_format: str) -> HttpResponseBase:
        rows = RowStream(queryset)
        if spreadsheet_format == self.FORMAT_JSON:
            return self._write_json_response(rows)
        response: HttpResponseBase = super().as_spreadsheet(rows, spreadsheet_format)
        return response

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        url = self.get_export_url(self.FORMAT_JSON)
        button = Button(_("Download JSON"), url=url, icon_name="download", priority=110)
        return [*super().header_more_buttons, button]

    def _write_json_response(self, rows: RowStream) -> StreamingHttpResponse:
        response = StreamingHttpResponse(self._stream_json(rows), content_type="application/json")
        response["Content-Disposition"] = f'attachment; filename="{self.get_filename()}.json"'
        return response

    def _stream_json(self, rows: RowStream) -> Iterator[str]:
        yield f'{{"{self.json_key}": ['
        separator = "\n"
        for row in rows:
            yield separator + json.dumps(self.as_json(row), cls=DjangoJSONEncoder)
            separator = ",\n"
        yield "\n]}\n"
