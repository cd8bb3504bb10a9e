"""Whether anything starts by itself, and whether anybody is told, where a database may be asked."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.db import DatabaseError, router, transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Site

from wagtail_easycars.health.findings import Finding
from wagtail_easycars.health.findings.ticks import find_missing_tick
from wagtail_easycars.health.state import get_active_settings, get_last_tick
from wagtail_easycars.models import EasyCarsSettings, Tick
from wagtail_easycars.site_names import get_site_name

# Of sites, in a warning.
MOST_NAMED = 5

T = TypeVar("T")


def check_last_tick(
    *, databases: Collection[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Check that the schedules were looked at in the last ten minutes.

    Only ``check --database`` and ``migrate`` have database checks carried out.
    """
    findings = _ask(_find_missing_tick, of=Tick, among=databases)
    return [Warning(each.description, id="wagtail_easycars.W028") for each in findings]


def check_addresses(
    *, databases: Collection[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Check that somebody is mailed what needs a person, for each site."""
    if settings.ADMINS:
        return []
    sites = _ask(_get_sites_without_addresses, of=EasyCarsSettings, among=databases)
    if not sites:
        return []
    names = ", ".join(get_site_name(site) for site in sites[:MOST_NAMED])
    more = f" and {len(sites) - MOST_NAMED} more" if len(sites) > MOST_NAMED else ""
    return [
        Warning(
            f"Nobody is mailed when something needs a person on {names}{more}.",
            hint="Enter notification addresses in the EasyCars settings of each, or set ADMINS.",
            id="wagtail_easycars.W029",
        )
    ]


def _ask(
    question: Callable[[], list[T]], *, of: type[Model], among: Collection[str] | None
) -> list[T]:
    """Return the answer to ``question`` where the database ``of`` a model may be asked, or []."""
    database = router.db_for_read(of)
    if database not in (among or ()):
        return []
    try:
        with transaction.atomic(using=database):
            return question()
    except DatabaseError:
        return []  # `migrate` has yet to make what is asked for


def _find_missing_tick() -> list[Finding]:
    if not get_active_settings().exists():
        return []
    return list(find_missing_tick(get_last_tick(), timezone.now()))


def _get_sites_without_addresses() -> list[Site]:
    rows = get_active_settings().select_related("site").order_by("site__hostname", "site__port")
    return [each.site for each in rows if not each.notification_email_list]
