"""What a sweep has done: counted, and kept in a run's history where there is a run.

Nothing that a visitor has typed gets here, and no message of EasyCars, which may repeat it.
"""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_easycars.client.errors import AuthenticationRefused, ClientError, InvalidPayload
from wagtail_easycars.models import Lead, SyncChange, SyncRun
from wagtail_easycars.runs.batches import Progress, no_progress
from wagtail_easycars.runs.lease import Lease

logger = logging.getLogger("wagtail_easycars")
Action = SyncChange.Action


class Journal:
    """Without a run it only logs, by number and reference."""

    def note_delivered(self, lead: Lead, lead_number: str) -> None:
        """EasyCars has the lead, as ``lead_number``."""
        self._note(lead, Action.CREATED, reference=lead_number, counts=("created", "done"))

    def note_changed(self, lead: Lead, before: dict[str, Any], after: dict[str, Any]) -> None:
        """``before`` and ``after`` name what changed, of what no visitor has typed."""
        self._note(lead, Action.UPDATED, before=before, after=after, counts=("updated",))

    def note_unchanged(self, lead: Lead) -> None:
        logger.debug("Lead %s is as EasyCars has it", lead.pk)

    def note_failed(self, lead: Lead, error: ClientError | InvalidPayload) -> None:
        """The lead, or a change of it, could not be brought to EasyCars."""
        self._note(lead, Action.FAILED, error=explain(error), counts=("failed", "done"))

    def note_change_refused(self, lead: Lead) -> None:
        """EasyCars has the lead, and refused what staff changed of it."""
        self._note(lead, Action.FAILED, error=explain_refused_change(), counts=("failed", "done"))

    def note_not_shown(self, lead: Lead) -> None:
        """EasyCars had the lead, and refuses to show it."""
        self._note(lead, Action.FAILED, error=explain_not_shown(), counts=("failed", "done"))

    def note_held(self, lead: Lead, reason: str = "") -> None:
        """The lead waits for a person: it was looked for in vain, or for another ``reason``."""
        self._note(lead, Action.HELD, error=reason or explain_not_found(), counts=("done",))

    def _note(self, lead: Lead, action: str, *, counts: tuple[str, ...], **facts: Any) -> None:
        logger.info("Lead %s: %s %s", lead.pk, action, facts.get("error", ""))


class RunJournal(Journal):
    """Keeps ``run``'s counts and changes, and its lease.

    Raises ``LeaseLost`` where another run has that.
    """

    def __init__(self, run: SyncRun, lease: Lease, progress: Progress = no_progress) -> None:
        self.run = run
        self._lease = lease
        self._progress = progress

    def note_unchanged(self, lead: Lead) -> None:
        self._count("unchanged")

    def _note(self, lead: Lead, action: str, *, counts: tuple[str, ...], **facts: Any) -> None:
        facts.setdefault("reference", lead.lead_number or lead.reference)
        with transaction.atomic():
            self._count(*counts)
            SyncChange.objects.create(run=self.run, lead=lead, action=action, **facts)

    def _count(self, *names: str) -> None:
        new_values: dict[str, Any] = {name: getattr(self.run, name) + 1 for name in names}
        with transaction.atomic():
            self._lease.renew()
            SyncRun.objects.filter(pk=self.run.pk).update(**new_values, heartbeat_at=timezone.now())
        for name, value in new_values.items():
            setattr(self.run, name, value)
        self._progress(self.run)


def explain(error: ClientError | InvalidPayload) -> str:
    """Return what staff can do about ``error``, without EasyCars' own words and names."""
    if isinstance(error, ClientError):
        return str(error.explanation)
    return _(
        "EasyCars would refuse the lead as it is, so it was not sent. Open it to see what is "
        "missing."
    )


def without_words(error: AuthenticationRefused) -> AuthenticationRefused:
    """Return ``error`` without EasyCars' own words."""
    return type(error)(
        endpoint=error.endpoint,
        host=error.host,
        http_status=error.http_status,
        detail=error.detail,
        code=error.code,
    )


def explain_refused_change() -> str:
    return _("EasyCars refused a change of the lead. Open the lead to see why, mend it and save.")


def explain_not_shown() -> str:
    return _("EasyCars does not show this lead any more. Look for it there: it may be deleted.")


def explain_not_found() -> str:
    return _(
        "EasyCars' answer was lost and the lead was not found there, which is no proof that it is "
        "not. Look for it in EasyCars, then send it again or say that it has arrived."
    )
