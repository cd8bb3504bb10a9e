"""What a run over leads would do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext
from wagtail.models import Site

from wagtail_easycars.connection import check_configured, get_settings
from wagtail_easycars.leads.outbox import get_due_deliveries, get_held
from wagtail_easycars.models import Lead, SyncRun


@dataclass(frozen=True)
class LeadsPreview:
    """How many leads a run would send, and look for first, and how many wait for a person."""

    to_send: int
    to_look_for: int
    held: int


def preview_leads(site: Site) -> LeadsPreview:
    """Return what a run by command would do now for ``site``, and write nothing.

    Raises ``NotConfigured``, as the run would fail.
    """
    settings = get_settings(site)
    check_configured(settings)
    due = get_due_deliveries(settings, ignore_waits=True)
    to_send = due.filter(delivery=Lead.Delivery.PENDING).count()
    return LeadsPreview(
        to_send=to_send,
        to_look_for=due.count() - to_send,
        held=get_held(settings).count(),
    )


def preview_as_dict(preview: LeadsPreview) -> dict[str, Any]:
    """Return the preview by the names of ``SyncRun``."""
    return {
        "id": None,
        "dry_run": True,
        "kind": SyncRun.Kind.LEADS.value,
        "status": SyncRun.Status.SUCCESS.value,
        "total": preview.to_send + preview.to_look_for,
        "to_send": preview.to_send,
        "to_look_for": preview.to_look_for,
        "held": preview.held,
        "error": "",
    }


def describe_preview(preview: LeadsPreview) -> Iterator[str]:
    """Yield the preview as lines."""
    yield ngettext("%(n)d lead would be sent.", "%(n)d leads would be sent.", preview.to_send) % {
        "n": preview.to_send
    }
    yield ngettext(
        "%(n)d lead whose answer was lost would be looked for.",
        "%(n)d leads whose answer was lost would be looked for.",
        preview.to_look_for,
    ) % {"n": preview.to_look_for}
    yield ngettext(
        "%(n)d lead waits for a person.", "%(n)d leads wait for a person.", preview.held
    ) % {"n": preview.held}
