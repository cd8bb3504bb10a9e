"""The whole outcome of a sync as plain values, so that two outcomes can be compared.

Keys and moments differ between two imports of the same feed; they are left out, or replaced by what
they stand for.
"""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Site

from wagtail_easycars.models import Vehicle, VehicleImage
from wagtail_easycars.page_lookup import get_vehicle_page_model

Row = tuple[Any, ...]

MOMENTS = frozenset(
    {"first_seen_at", "last_seen_at", "withdrawn_at", "withdrawal_held_at", "price_changed_at"}
)
KEYS = frozenset({"id", "site_id", "withdrawal_held_by_id"})
PAGE_FIELDS = (
    "depth",
    "numchild",
    "title",
    "draft_title",
    "slug",
    "url_path",
    "live",
    "has_unpublished_changes",
    "content_type_id",
    "locale_id",
    "alias_of_id",
)
PAGE_MOMENTS = ("first_published_at", "last_published_at", "latest_revision_created_at")


def state_of(site: Site) -> dict[str, Any]:
    """Return everything that a sync of ``site`` leaves behind, but its history."""
    names = _names_of_objects(site)
    return {
        "vehicles": _vehicles(site),
        "pictures": _pictures(site),
        "pages": _pages(site),
        "references": _references(names),
        "search index": _search_index(names),
        "page log": _page_log(names),
    }


def rows_of_database() -> dict[str, list[Row]]:
    """Return all that the database holds, by table; the key of a row of ours comes first in it."""
    rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = sorted(cursor.fetchall(), key=repr)
    return rows


def listed_numbers(site: Site) -> set[str]:
    """Return the stock numbers of the vehicles that a visitor of ``site`` can buy."""
    return set(Vehicle.objects.filter(site=site).listed().values_list("stock_number", flat=True))


def assert_tree_is_sound() -> None:
    assert [list(problem) for problem in Page.find_problems()] == [[], [], [], [], []]


def _vehicles(site: Site) -> dict[str, dict[str, Any]]:
    rows = Vehicle.objects.filter(site=site).order_by("stock_number").values()
    return {row["stock_number"]: _without_keys_and_moments(row) for row in rows}


def _without_keys_and_moments(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: (value is not None) if name in MOMENTS else value
        for name, value in row.items()
        if name not in KEYS
    }


def _pictures(site: Site) -> list[tuple[Any, ...]]:
    images = VehicleImage.objects.filter(vehicle__site=site)
    return sorted(images.values_list("vehicle__stock_number", "position", "source_url"))


def _pages(site: Site) -> dict[str, dict[str, Any]]:
    root = Page.objects.get(pk=site.root_page_id)
    vehicles = _stock_numbers_of_pages(site)
    return {
        page.path[len(root.path) :]: {
            **{name: getattr(page, name) for name in PAGE_FIELDS},
            **{name: getattr(page, name) is not None for name in PAGE_MOMENTS},
            "vehicle": vehicles.get(page.pk),
        }
        for page in root.get_descendants(inclusive=True)
    }


def _stock_numbers_of_pages(site: Site) -> dict[int, str]:
    pages = get_vehicle_page_model().objects.filter(vehicle__site=site)
    return dict(pages.values_list("pk", "vehicle__stock_number"))


def _names_of_objects(site: Site) -> dict[tuple[str, str], str]:
    vehicles = Vehicle.objects.filter(site=site).values_list("pk", "stock_number")
    pages = Page.objects.get(pk=site.root_page_id).get_descendants(inclusive=True)
    return {
        **{("vehicle", str(pk)): f"vehicle {number}" for pk, number in vehicles},
        **{("page", str(page.pk)): f"page {page.url_path}" for page in pages},
    }


def _object_name(
    names: dict[tuple[str, str], str], content_type: ContentType, pk: Any
) -> str | None:
    model = content_type.model_class()
    if model is None:
        return None
    kind = "page" if issubclass(model, Page) else model._meta.model_name
    return names.get((kind, str(pk)))


def _references(names: dict[tuple[str, str], str]) -> list[tuple[str, str, str]]:
    rows = ReferenceIndex.objects.select_related("content_type", "to_content_type")
    found = (
        (
            _object_name(names, row.content_type, row.object_id),
            row.content_path,
            _object_name(names, row.to_content_type, row.to_object_id) or "elsewhere",
        )
        for row in rows
    )
    return sorted(row for row in found if row[0] is not None)


def _search_index(names: dict[tuple[str, str], str]) -> dict[str, tuple[Any, ...]]:
    """Return the indexed texts; the norm of a title depends on what was indexed before it."""
    entries = Vehicle._meta.get_field("index_entries").related_model.objects
    found = (
        (_object_name(names, entry.content_type, entry.object_id), _texts(entry))
        for entry in entries.select_related("content_type")
    )
    return dict(sorted((name, texts) for name, texts in found if name is not None))


def _texts(entry: Any) -> tuple[Any, ...]:
    return (entry.title, entry.body, entry.autocomplete)


def _page_log(names: dict[tuple[str, str], str]) -> list[tuple[str, str]]:
    entries = PageLogEntry.objects.values_list("page_id", "action")
    found = ((names.get(("page", str(pk))), action) for pk, action in entries)
    return sorted((name, action) for name, action in found if name is not None)
