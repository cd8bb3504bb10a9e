"""A run as the commands and the admin report it."""

from __future__ import annotations

from typing import Any

from wagtail_easycars.models import SyncRun

REPORTED_FIELDS = (
    "kind",
    "trigger",
    "status",
    "started_at",
    "finished_at",
    "heartbeat_at",
    "done",
    "total",
    "seen",
    "created",
    "updated",
    "unchanged",
    "withdrawn",
    "held",
    "failed",
    "pages_created",
    "error",
)


def run_as_dict(run: SyncRun) -> dict[str, Any]:
    """Return ``run``'s fields by their public names; ``site`` is HOST or HOST:PORT."""
    report: dict[str, Any] = {"id": run.pk, "site": site_spec(run.site)}
    for name in REPORTED_FIELDS:
        value = getattr(run, name)
        report[name] = value.isoformat() if hasattr(value, "isoformat") else value
    return report


def site_spec(site: Any) -> str:
    """Return ``site`` as commands take it."""
    return site.hostname if site.port == 80 else f"{site.hostname}:{site.port}"
