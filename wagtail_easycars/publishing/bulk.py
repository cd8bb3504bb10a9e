"""Publishes many pages at once, and leaves what Wagtail leaves when it publishes one.

``Page.add_child()`` and ``publish()`` take some forty queries a page. This module leans on private
names of Django, Wagtail and treebeard, and is the only one that does; ``tests/publishing`` compares
every row it writes with the slow way on each supported version. What it does not do is write a
revision: these pages have no draft, and their first one is written when an editor saves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import PageLogEntry, ReferenceIndex
from wagtail.signals import page_published, published

from wagtail_easycars.compat import get_page_model
from wagtail_easycars.publishing.search_index import index_objects
from wagtail_easycars.publishing.slugs import set_free_slugs
from wagtail_easycars.runs.rows import insert_rows

REFERENCE_COLUMNS = (
    "object_id",
    "to_content_type_id",
    "to_object_id",
    "model_path",
    "content_path",
    "content_path_hash",
)
LOG_ACTIONS = ("wagtail.create", "wagtail.publish")


def add_children(parent: Any, pages: Sequence[Any]) -> None:
    """Publish ``pages``, all new and of one type, as the last children of ``parent``.

    Must run in a transaction; the signals are sent when it has committed. Raises
    ``ValidationError`` where a field of the page type's own is not filled as it must be, and
    ``IntegrityError`` where somebody else took a path meanwhile.
    """
    if not pages:
        return
    parent = lock_parent(parent)
    place_in_tree(parent, pages)
    set_free_slugs(pages, parent)
    _fill_in(parent, pages)
    _check_own_fields(pages)
    references = [extract_references(page) for page in pages]
    _insert_rows(pages)
    type(parent)._default_manager.filter(pk=parent.pk).update(numchild=F("numchild") + len(pages))
    write_references(pages, references)
    _write_log(pages)
    index_objects(pages)
    # Not a partial: Django logs what fails by its name, which that has not.
    transaction.on_commit(lambda: announce(pages), robust=True)


def lock_parent(parent: Any) -> Any:
    """Return ``parent`` as it is now; until the transaction ends, nobody else adds children."""
    return get_page_model().objects.select_for_update().get(pk=parent.pk)


def place_in_tree(parent: Any, pages: Sequence[Any]) -> None:
    base_model = get_page_model()
    depth = parent.depth + 1
    last_child = parent.get_last_child() if parent.numchild else None
    step = last_child._get_lastpos_in_path() if last_child else 0
    for page in pages:
        step += 1
        page.depth = depth
        page.path = base_model._get_path(parent.path, depth, step)


def _fill_in(parent: Any, pages: Sequence[Any]) -> None:
    now = timezone.now()
    for page in pages:
        page.draft_title = page.title
        page.locale_id = parent.locale_id
        page.live = True
        page.has_unpublished_changes = False
        page.first_published_at = page.last_published_at = now
        page.set_url_path(parent)


def _check_own_fields(pages: Sequence[Any]) -> None:
    """Validate what the page type adds, but relations, whose validation is a query each."""
    model = type(pages[0])
    unchecked = {field.name for field in get_page_model()._meta.get_fields()}
    unchecked |= {field.name for field in model._meta.get_fields() if field.is_relation}
    if any(field.name not in unchecked for field in model._meta.concrete_fields):
        for page in pages:
            page.clean_fields(exclude=unchecked)


def extract_references(instance: Any) -> list[tuple[int, str, str, str]]:
    """Return what ``instance`` refers to; one without key needs no query for child relations."""
    return list(set(ReferenceIndex._extract_references_from_object(instance)))


def _insert_rows(pages: Sequence[Any]) -> None:
    """Insert ``pages`` model by model, since ``bulk_create`` refuses multi-table inheritance."""
    model = type(pages[0])
    base_model, *child_models = reversed([model, *model._meta.get_parent_list()])
    for page, key in zip(pages, _insert_base_rows(base_model, pages), strict=True):
        setattr(page, base_model._meta.pk.attname, key)
    for child_model in child_models:
        for page in pages:
            setattr(page, child_model._meta.pk.attname, page.id)
        _insert(child_model, pages, child_model._meta.local_concrete_fields)
    for page in pages:
        page._state.adding = False
        page._state.db = DEFAULT_DB_ALIAS


def _insert_base_rows(base_model: type[Any], pages: Sequence[Any]) -> list[int]:
    key = base_model._meta.pk
    fields = [field for field in base_model._meta.local_concrete_fields if field is not key]
    returned = _insert(base_model, pages, fields)
    if returned:
        return [row[0] for row in returned]
    # MySQL does not return keys.
    rows = base_model._default_manager.filter(path__in=[page.path for page in pages])
    return list(rows.order_by("path").values_list("pk", flat=True))


def _insert(model: type[Any], pages: Sequence[Any], fields: Sequence[Any]) -> Sequence[Any]:
    """Insert the columns ``fields`` of ``pages`` into the table of ``model`` only."""
    queryset: Any = models.QuerySet(model)
    queryset._for_write = True
    returned: Sequence[Any] = queryset._batched_insert(pages, fields, batch_size=None)
    return returned


def write_references(
    objects: Sequence[Any], references: Sequence[list[tuple[int, str, str, str]]]
) -> None:
    """Write what ``extract_references()`` found in ``objects``, all new and of one model."""
    content_type_id = _content_type_of(objects[0]).pk
    base_content_type_id = ReferenceIndex._get_base_content_type(objects[0]).pk
    rows = [
        (str(each.pk), *reference, ReferenceIndex._get_content_path_hash(reference[-1]))
        for each, found in zip(objects, references, strict=True)
        for reference in found
    ]
    constants = {
        "content_type_id": content_type_id,
        "base_content_type_id": base_content_type_id,
    }
    insert_rows(ReferenceIndex, REFERENCE_COLUMNS, rows, constants)


def _content_type_of(page: Any) -> ContentType:
    return ContentType.objects.get_for_model(page, for_concrete_model=False)


def _write_log(pages: Sequence[Any]) -> None:
    rows = [
        (page.pk, page.get_admin_display_title(), action)
        for page in pages
        for action in LOG_ACTIONS
    ]
    constants = {
        "content_type_id": _content_type_of(pages[0]).pk,
        "timestamp": timezone.now(),
        "content_changed": True,
    }
    insert_rows(PageLogEntry, ("page_id", "label", "action"), rows, constants)


def announce(pages: Sequence[Any]) -> None:
    """Send what ``publish()`` sends; there is no revision, and what a receiver raises is logged."""
    for page in pages:
        page_published.send_robust(sender=type(page), instance=page, revision=None)
        published.send_robust(sender=type(page), instance=page, revision=None)
