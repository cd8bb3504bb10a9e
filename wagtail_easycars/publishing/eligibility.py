"""Whether a page type can be published in bulk, or does something of its own when it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models.signals import post_init, post_save, pre_init, pre_save
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations

from wagtail_easycars.compat import get_page_model

# What ``add_child()`` and ``publish()`` call, so that an override of it must be called too.
OVERRIDABLE = (
    "save",
    "full_clean",
    "clean",
    "clean_fields",
    "minimal_clean",
    "save_revision",
    "publish",
    "set_url_path",
    "get_default_locale",
    "get_indexed_objects",
    "get_indexed_instance",
)
SIGNALS = {
    "pre_init": pre_init,
    "post_init": post_init,
    "pre_save": pre_save,
    "post_save": post_save,
}
# The receivers of these do what the bulk way does itself.
OWN_RECEIVERS = ("wagtail.", "modelsearch.", "modelcluster.", "taggit.", "django.")


def reasons_against_bulk(model: type[Any]) -> list[str]:
    """Return why pages of ``model`` have to be published one by one; empty where bulk will do."""
    return [
        *(f"overrides {name}()" for name in _overrides(model)),
        *(f"has a receiver of {name}" for name in signals_with_receivers(model)),
        *(f"has child objects: {name}" for name in _child_relations(model)),
        *(f"has a many-to-many field: {name}" for name in _many_to_many_fields(model)),
        *(f"has a generated field: {name}" for name in _generated_fields(model)),
        *_inheritance(model),
    ]


def _overrides(model: type[Any]) -> Iterator[str]:
    base_model = get_page_model()
    for name in OVERRIDABLE:
        if overrides(model, base_model, name):
            yield name


def overrides(model: type[Any], base_model: type[Any], name: str) -> bool:
    """Return whether ``model`` has a method ``name`` other than that of ``base_model``."""
    return _function(model, name) is not _function(base_model, name)


def _function(model: type[Any], name: str) -> Any:
    method = getattr(model, name)
    return getattr(method, "__func__", method)


def signals_with_receivers(model: type[Any]) -> Iterator[str]:
    """Yield the signals of saving ``model`` that somebody else than Wagtail listens to."""
    for name, signal in SIGNALS.items():
        synchronous, asynchronous = signal._live_receivers(model)
        for receiver in (*synchronous, *asynchronous):
            if not str(getattr(receiver, "__module__", "")).startswith(OWN_RECEIVERS):
                yield name


def _child_relations(model: type[Any]) -> Iterator[str]:
    known = {relation.name for relation in get_all_child_relations(get_page_model())}
    for relation in get_all_child_relations(model):
        if relation.name not in known:
            yield relation.name


def _many_to_many_fields(model: type[Any]) -> list[str]:
    fields = {*model._meta.many_to_many, *get_all_child_m2m_relations(model)}
    return sorted(field.name for field in fields)


def _generated_fields(model: type[Any]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.generated]


def _inheritance(model: type[Any]) -> Iterator[str]:
    ancestors = [model, *model._meta.get_parent_list()]
    for ancestor in ancestors:
        parents = [parent for parent in ancestor.__bases__ if _is_concrete(parent)]
        if len(parents) > 1:
            yield f"{ancestor.__name__} inherits from several models"


def _is_concrete(cls: type[Any]) -> bool:
    return hasattr(cls, "_meta") and not cls._meta.abstract
