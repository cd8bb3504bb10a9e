"""A check of whether anything starts by itself, where a database may be asked."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import DatabaseError, router, transaction

from wagtail_easycars.health.report import get_health
from wagtail_easycars.models import Tick, Trouble


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
            findings = get_health().findings
    except DatabaseError:
        return []  # `migrate` has yet to make what is asked for
    return [
        Warning(finding.description, id="wagtail_easycars.W028")
        for finding in findings
        if finding.kind == Trouble.Kind.NO_TICK
    ]
