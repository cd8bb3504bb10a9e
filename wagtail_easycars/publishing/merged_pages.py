"""Leaves one page of the two of a car that was there twice: the one that visitors know."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Revision

from wagtail_easycars.compat import get_page_model
from wagtail_easycars.models import Vehicle
from wagtail_easycars.page_lookup import get_vehicle_page_model
from wagtail_easycars.publishing.retitle import retitle_pages


def choose_page(first: Any, second: Any) -> Any:
    """Return the page that visitors know longer, of two of which each may be ``None``.

    One that is not published is not known.
    """
    pages = [page for page in (first, second) if page is not None]
    return min(pages, key=_get_precedence) if pages else None


def merge_pages(former: Vehicle, heir: Vehicle, *, user: Any) -> Any:
    """Leave ``heir`` one page in each language, and return that of its site's.

    Where Wagtail's redirects are installed, the addresses of the others lead there. Must run in a
    transaction, in which ``former`` is deleted.
    """
    pages = get_vehicle_page_model().objects.filter(alias_of=None)
    theirs = {page.locale_id: page for page in pages.filter(vehicle=heir)}
    for page in pages.filter(vehicle=former).order_by("pk"):
        kept = choose_page(page, theirs.get(page.locale_id))
        dropped = theirs.get(page.locale_id) if kept == page else page
        _repoint(page, heir)
        if dropped is not None:
            _replace(dropped, kept, user)
        theirs[page.locale_id] = kept
    retitle_pages([(heir, former.title)], user=user)
    return heir.page


def _get_precedence(page: Any) -> Any:
    return (not page.live, page.first_published_at is None, page.first_published_at, page.pk)


def _repoint(page: Any, heir: Vehicle) -> None:
    """Have ``page``, its aliases and its revisions show ``heir``."""
    for each in [page, *page.aliases.all().specific()]:
        each.vehicle = heir
        each.save(update_fields=["vehicle"], clean=False)
    revisions = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(get_page_model()),
        object_id=str(page.pk),
    )
    for revision in revisions:
        revision.content["vehicle"] = heir.pk
        revision.save(update_fields=["content"])


def _replace(dropped: Any, kept: Any, user: Any) -> None:
    path = dropped.url_path
    DeletePageAction(dropped, user=user).execute(skip_permission_checks=True)
    if apps.is_installed("wagtail.contrib.redirects") and kept.live:
        _redirect(path, kept)


def _redirect(url_path: str, page: Any) -> None:
    from wagtail.contrib.redirects.models import Redirect  # noqa: PLC0415  (may not be installed)

    site = page.get_site()
    if site is not None and url_path.startswith(site.root_page.url_path):
        old_path = f"/{url_path.removeprefix(site.root_page.url_path)}"
        Redirect.objects.update_or_create(
            old_path=Redirect.normalise_path(old_path),
            site=site,
            defaults={"redirect_page": page, "is_permanent": True},
        )
