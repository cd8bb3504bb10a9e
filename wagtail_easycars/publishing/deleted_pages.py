"""Notes in a vehicle's history that its page was deleted, of which nothing else is left."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models.signals import post_delete
from wagtail.log_actions import log

from wagtail_easycars.page_mixins import VehiclePageMixin

PAGE_DELETED_ACTION = "wagtail_easycars.page_deleted"


def watch_deleted_pages() -> None:
    """Have every page type that shows a vehicle note that a page of it was deleted."""
    for model in apps.get_models():
        if issubclass(model, VehiclePageMixin):
            post_delete.connect(_note, sender=model, dispatch_uid=f"easycars.{model._meta.label}")


def _note(sender: Any, instance: VehiclePageMixin, **kwargs: Any) -> None:
    # Who is at work, Wagtail's log knows by itself.
    data = {"title": str(instance)}
    log(instance=instance.vehicle, action=PAGE_DELETED_ACTION, data=data)
