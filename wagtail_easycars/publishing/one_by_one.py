"""Publishes pages as Wagtail does it for one: for page types that bulk publishing would bypass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail_easycars.publishing.bulk import lock_parent
from wagtail_easycars.publishing.slugs import set_free_slugs


def add_child_one_by_one(parent: Any, pages: Sequence[Any], *, user: Any = None) -> None:
    """Write ``pages`` as the last children of ``parent``, each with a published revision.

    Must run in a transaction.
    """
    parent = lock_parent(parent)
    set_free_slugs(pages, parent)
    for page in pages:
        page.owner = user
        parent.add_child(instance=page)
        # Who may enter a vehicle need have no right for pages.
        page.save_revision(user=user).publish(user=user, skip_permission_checks=True)
