"""A run as the commands and the admin report it."""

from __future__ import annotations

from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

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


def report_unbegun(site: Site, kind: str, error: str) -> dict[str, Any]:
    """Return the report of a run of a command that ``error`` kept from beginning."""
    failed = SyncRun.Status.FAILED.value
    trigger = SyncRun.Trigger.COMMAND.value
    return run_as_dict(SyncRun(site=site, kind=kind, trigger=trigger, status=failed, error=error))


def describe_run(run: SyncRun) -> str:
    """Return what ``run`` did as a sentence, such as '12 changed, 3 new and 1 withdrawn'."""
    counts = {name: getattr(run, name) for name in COUNTS}
    return DESCRIPTIONS[run.kind](counts)


COUNTS = ("created", "updated", "unchanged", "withdrawn", "held", "failed", "pages_created")
# What a run over pictures did; those that were right already are not worth a word.
PICTURE_COUNTS = ("created", "updated", "withdrawn", "failed")


def describe_counts(counts: dict[str, int]) -> str:
    """Return the counts that are not 0 in words."""
    words = {
        "created": ngettext("%(n)d new", "%(n)d new", counts["created"]),
        "updated": ngettext("%(n)d changed", "%(n)d changed", counts["updated"]),
        "unchanged": ngettext("%(n)d unchanged", "%(n)d unchanged", counts["unchanged"]),
        "withdrawn": ngettext("%(n)d withdrawn", "%(n)d withdrawn", counts["withdrawn"]),
        "held": ngettext("%(n)d withdrawal held", "%(n)d withdrawals held", counts["held"]),
        "failed": ngettext("%(n)d failed", "%(n)d failed", counts["failed"]),
        "pages_created": ngettext(
            "%(n)d page published", "%(n)d pages published", counts["pages_created"]
        ),
    }
    said = [words[name] % {"n": counts[name]} for name in COUNTS if counts[name]]
    return get_text_list(said, _("and")) or _("no vehicles")


def describe_pictures(counts: dict[str, int]) -> str:
    """Return what became of pictures in words, such as '120 pictures stored and 2 failed'."""
    words = {
        "created": ngettext("%(n)d picture stored", "%(n)d pictures stored", counts["created"]),
        "updated": ngettext(
            "%(n)d picture already kept",
            "%(n)d pictures already kept",
            counts["updated"],
        ),
        "withdrawn": ngettext(
            "%(n)d unused picture deleted", "%(n)d unused pictures deleted", counts["withdrawn"]
        ),
        "failed": ngettext("%(n)d failed", "%(n)d failed", counts["failed"]),
    }
    said = [words[name] % {"n": counts[name]} for name in PICTURE_COUNTS if counts[name]]
    return get_text_list(said, _("and")) or _("no new pictures")


def describe_leads(counts: dict[str, int]) -> str:
    """Return what became of leads in words, such as '12 leads sent and 1 failed'."""
    words = {
        "created": ngettext("%(n)d lead sent", "%(n)d leads sent", counts["created"]),
        "updated": ngettext("%(n)d changed", "%(n)d changed", counts["updated"]),
        "held": ngettext("%(n)d held for a person", "%(n)d held for a person", counts["held"]),
        "failed": ngettext("%(n)d failed", "%(n)d failed", counts["failed"]),
    }
    said = [word % {"n": counts[name]} for name, word in words.items() if counts[name]]
    return get_text_list(said, _("and")) or _("no leads to send")


def describe_comparison(counts: dict[str, int]) -> str:
    """Return what a comparison has found in words, such as '3 new differences and 40 known'."""
    words = {
        "created": ngettext("%(n)d new difference", "%(n)d new differences", counts["created"]),
        "updated": ngettext("%(n)d changed", "%(n)d changed", counts["updated"]),
        "unchanged": ngettext("%(n)d known", "%(n)d known", counts["unchanged"]),
        "withdrawn": ngettext("%(n)d settled", "%(n)d settled", counts["withdrawn"]),
    }
    said = [word % {"n": counts[name]} for name, word in words.items() if counts[name]]
    return get_text_list(said, _("and")) or _("no differences")


DESCRIPTIONS = {
    SyncRun.Kind.STOCK.value: describe_counts,
    SyncRun.Kind.IMAGES.value: describe_pictures,
    SyncRun.Kind.LEADS.value: describe_leads,
    SyncRun.Kind.COMPARISON.value: describe_comparison,
}


def site_spec(site: Site) -> str:
    """Return ``site`` as commands take it."""
    return site.hostname if site.port == 80 else f"{site.hostname}:{site.port}"
