"""A check of whether anything starts by itself, where a database may be asked."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import DatabaseError, router, transaction
from django.utils import timezone

from wagtail_easycars.health.findings import Finding
from wagtail_easycars.health.findings.ticks import find_missing_tick
from wagtail_easycars.health.state import get_active_settings, get_last_tick
from wagtail_easycars.models import Tick


def check_last_tick(
    *, databases: Collection[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Check that the schedules were looked at in the last ten minutes.

    Only ``check --database`` and ``migrate`` have database checks carried out.
    """
    database = router.db_for_read(Tick)
    if database not in (databases or ()):
        return []
    try:
        with transaction.atomic(using=database):
            findings = _find_missing_tick()
    except DatabaseError:
        return []  # `migrate` has yet to make what is asked for
    return [Warning(each.description, id="wagtail_easycars.W028") for each in findings]


def _find_missing_tick() -> list[Finding]:
    if not get_active_settings().exists():
        return []
    return list(find_missing_tick(get_last_tick(), timezone.now()))
