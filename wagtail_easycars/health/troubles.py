"""Remembers which troubles last, so that each is told once when it begins and once when over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.dispatch import Signal

from wagtail_easycars.health.findings import Finding, find_troubles
from wagtail_easycars.health.state import get_state
from wagtail_easycars.models import Trouble
from wagtail_easycars.signals import trouble_began, trouble_over


def note_troubles(now: datetime) -> None:
    """Compare what needs a person now with what did, and announce what has changed.

    Called by a tick: so none is missing that would have to be told. One that was missing is over
    once a tick has come to its end, which this one has yet to do.
    """
    found = {each.key: each for each in find_troubles(get_state(), now)}
    known = {each.key: each for each in Trouble.objects.filter(over_at=None)}
    new = [found[key] for key in found.keys() - known.keys()]
    begin_troubles((each for each in new if each.kind != Trouble.Kind.NO_TICK), now)
    for key in known.keys() - found.keys():
        _end(known[key], now, is_told=not _is_replaced(known[key], found.values()))


def _is_replaced(trouble: Trouble, findings: Iterable[Finding]) -> bool:
    """Return whether the same runs are in another trouble by now, so that nobody breathes again."""
    place = (trouble.site_id, trouble.run_kind)
    others = ((each.site and each.site.pk, each.run_kind) for each in findings if each.run_kind)
    return place in others


def begin_troubles(findings: Iterable[Finding], now: datetime) -> None:
    """Note that ``findings`` have begun, and announce those that nobody else has noted."""
    for finding in findings:
        with transaction.atomic():
            if _is_first_to_note(finding, now):
                _announce(trouble_began, Trouble.objects.get(key=finding.key))


def _is_first_to_note(finding: Finding, now: datetime) -> bool:
    beginning = {
        "description": finding.description,
        "began_at": now,
        "over_at": None,
        "is_mail_due": True,
        "mail_attempts": 0,
        "next_mail_at": None,
        "mailed_at": None,
    }
    what = {"kind": finding.kind, "site": finding.site, "run_kind": finding.run_kind}
    _trouble, created = Trouble.objects.get_or_create(
        key=finding.key, defaults={**what, **beginning}
    )
    if created:
        return True
    over = Trouble.objects.filter(key=finding.key, over_at__isnull=False)
    return bool(over.update(**beginning))


def _end(trouble: Trouble, now: datetime, *, is_told: bool) -> None:
    """Note that ``trouble`` is over; where nobody was told of it, nobody is told of that either."""
    lasting = Trouble.objects.filter(pk=trouble.pk, over_at=None)
    end = {"over_at": now, "mail_attempts": 0, "next_mail_at": None}
    with transaction.atomic():
        nobody_was_told = Q(is_mail_due=True) | Q(mailed_at=None)
        untold = lasting.filter(nobody_was_told).update(**end, is_mail_due=False)
        if not untold and not lasting.update(**end, is_mail_due=is_told):
            return
        _announce(trouble_over, Trouble.objects.get(pk=trouble.pk))


def _announce(signal: Signal, trouble: Trouble) -> None:
    # Not a partial: Django logs what fails by its name, which that has not.
    transaction.on_commit(lambda: signal.send_robust(sender=Trouble, trouble=trouble), robust=True)
