"""Keeps Wagtail's search index true where rows are written in bulk, which sends no signals."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from wagtail.search.backends import get_search_backends
from wagtail.search.index import FilterField

from wagtail_easycars.models import Vehicle

logger = logging.getLogger("wagtail_easycars")

TITLE_FIELDS = frozenset({"year", "make", "model", "badge"})
TEXT_FIELDS = TITLE_FIELDS | frozenset({"stock_number", "registration", "vin"})
FILTERED_FIELDS = frozenset(
    field.field_name for field in Vehicle.search_fields if isinstance(field, FilterField)
)


def index_objects(objects: Sequence[Any]) -> None:
    """Add ``objects``, all of one model, to each search backend that is kept up to date.

    Call it in the transaction that writes them. A search service outside the database is told when
    that has committed, and if it is down the sync goes on, as Wagtail does it for a single object.
    """
    if not objects:
        return
    for backend in get_search_backends(with_auto_update=True):
        if is_service(backend):
            transaction.on_commit(partial(_add_to_service, backend, objects))
        else:
            _add(backend, objects)


def index_changed_vehicles(vehicles: Sequence[Vehicle], changed_fields: Collection[str]) -> None:
    """Index ``vehicles`` again if a search can find them by one of ``changed_fields``."""
    if TEXT_FIELDS.isdisjoint(changed_fields):
        # A database's index holds text only; what it filters by, it reads from the vehicle's row.
        services = any(is_service(backend) for backend in get_search_backends(True))
        if not services or FILTERED_FIELDS.isdisjoint(changed_fields):
            return
    index_objects(vehicles)


def is_service(backend: Any) -> bool:
    """Return whether ``backend`` is reached over the network, as Elasticsearch is."""
    return bool(backend.catch_indexing_errors)


def _add(backend: Any, objects: Sequence[Any]) -> None:
    model = type(objects[0])
    backend.get_index_for_model(model).add_items(model, list(objects))


def _add_to_service(backend: Any, objects: Sequence[Any]) -> None:
    try:
        _add(backend, objects)
    except Exception:
        logger.exception("%d objects could not be added to the search index", len(objects))
