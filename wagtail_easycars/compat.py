"""What differs between Wagtail 7.4 LTS and 8, where the page model can be swapped."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from wagtail import VERSION
from wagtail.images import get_image_model_string

PAGE_IS_SWAPPABLE = VERSION >= (8,)
PERMISSION_POLICIES_ARE_REGISTERED = VERSION >= (8,)


def get_page_model_name() -> str:
    """Return the base page model as ``app_label.Model``."""
    if PAGE_IS_SWAPPABLE:
        import swapper  # noqa: PLC0415  (Wagtail 7.4 does not bring it)

        name: str = swapper.get_model_name("wagtailcore", "Page")
        return name
    return "wagtailcore.Page"


def get_page_model() -> Any:
    """Return the base page model; its app's models must have been imported."""
    return apps.get_model(get_page_model_name(), require_ready=False)


def page_migration_dependencies() -> list[tuple[str, str]]:
    """Return the migrations that a foreign key to a page needs, on every supported Wagtail."""
    dependencies = [("wagtailcore", "0094_alter_page_locale")]
    app_label = get_page_model_name().split(".")[0]
    if app_label != "wagtailcore":
        dependencies.append((app_label, "__first__"))
    return dependencies


def image_migration_dependencies() -> list[tuple[str, str]]:
    """Return the migrations that a foreign key to the site's image model needs."""
    return [(get_image_model_string().split(".")[0], "__first__")]


def register_permission_policy(model: Any, policy: Any) -> None:
    """Have Wagtail find ``policy`` for ``model``; 7.4 asks each viewset for its own instead."""
    if PERMISSION_POLICIES_ARE_REGISTERED:
        from wagtail import permissions  # noqa: PLC0415  (7.4's has no such function)

        permissions.register_permission_policy(model, policy)
