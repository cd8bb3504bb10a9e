"""Removes what is left over of pictures, by hand or by cron."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_easycars.connection import get_settings
from wagtail_easycars.images.cleanup import (
    deletable_images,
    delete_unused,
    unused_sources,
)
from wagtail_easycars.images.reliance import is_another_at_work
from wagtail_easycars.images.scope import Scope, get_scope
from wagtail_easycars.images.storage.choose import get_storage_at
from wagtail_easycars.models import EasyCarsSettings, ImageSource, StoredImage, SyncRun
from wagtail_easycars.runs.batches import BatchWriter
from wagtail_easycars.runs.lifecycle import finish, new_run, running


@dataclass
class Leftovers:
    """Numbers of addresses and of pictures that nothing uses, and of files that nobody recorded.

    ``files`` is ``None`` where they were not looked for.
    """

    addresses: int = 0
    pictures: int = 0
    files: int | None = None


def find_leftovers(site: Site) -> Leftovers:
    """Return what ``prune_images()`` would delete, without files; nothing is written."""
    leftovers = Leftovers()
    for scope in _scopes(get_scope(get_settings(site))):
        leftovers.addresses += unused_sources(scope.sources()).count()
        leftovers.pictures += sum(1 for _stored in deletable_images(scope))
    return leftovers


def prune_images(site: Site) -> tuple[SyncRun, Leftovers]:
    """Delete what is unused of the pictures of ``site``'s account, and of accounts without site.

    Return the run that did it, however it ended, and what was deleted. Raises ``RunUnderWay`` where
    a run of the site's pictures is at work.
    """
    run = new_run(site, SyncRun.Kind.IMAGES, trigger=SyncRun.Trigger.COMMAND, is_exchange=False)
    leftovers = Leftovers()
    with running(run) as lease:
        own = get_scope(get_settings(site))
        writer = BatchWriter(run, lease)
        if is_another_at_work(own):
            finish(run, [_("Another site of this account synchronises its pictures. Try later.")])
            return run, leftovers
        warnings = []
        for scope in _scopes(own):
            leftovers.addresses += unused_sources(scope.sources()).count()
            warnings += delete_unused(writer, scope)
        leftovers.pictures = run.withdrawn
        leftovers.files = own.storage.delete_orphans()
        if leftovers.files is None:
            warnings.append(
                _(
                    "Another site synchronises its pictures, so files that nobody recorded were "
                    "left. Try later."
                )
            )
        finish(run, warnings)
    return run, leftovers


def _scopes(own: Scope) -> Iterator[Scope]:
    """Yield ``own``, the same storage's pictures of each account that no site has any more, and
    what the account has in other storages."""
    yield own
    here = own.storage.location
    current = EasyCarsSettings.objects.values_list("account_number", flat=True)
    for account in _find("account", storage=here) - set(current):
        yield replace(own, account=account)
    for location in _find("storage", account=own.account) - {here}:
        yield replace(own, storage=get_storage_at(location))


def _find(name: str, **where: str) -> set[str]:
    """Return the values of a field that addresses and pictures share."""
    return {
        value
        for model in (ImageSource, StoredImage)
        for value in model.objects.filter(**where)
        .order_by()
        .values_list(name, flat=True)
        .distinct()
    }
