"""What a decision does, in the words of staff, before they confirm it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from django.utils.translation import ngettext

from wagtail_easycars.models import Difference

Kind, Decision = Difference.Kind, Difference.Decision


def describe_consequences(decision: str, differences: Sequence[Difference]) -> list[str]:
    """Return a sentence for each kind among ``differences``: how many of what become what."""
    if decision in (Decision.IGNORED, Decision.OPEN):
        describe = _describe_ignored if decision == Decision.IGNORED else _describe_open
        return [describe(len(differences)) % {"count": len(differences)}] if differences else []
    counts = Counter(difference.kind for difference in differences)
    return [
        SENTENCES[kind, decision](count) % {"count": count}
        for kind, count in counts.items()
        if (kind, decision) in SENTENCES
    ]


def _describe_ignored(count: int) -> str:
    return ngettext(
        "%(count)d difference is no longer listed until one of its sides changes. Nothing else "
        "happens.",
        "%(count)d differences are no longer listed until one of their sides changes. Nothing else "
        "happens.",
        count,
    )


def _describe_open(count: int) -> str:
    return ngettext(
        "%(count)d ignored difference is listed again.",
        "%(count)d ignored differences are listed again.",
        count,
    )


def _describe_brought_in(count: int) -> str:
    return ngettext(
        "%(count)d vehicle of EasyCars comes to the site and is published.",
        "%(count)d vehicles of EasyCars come to the site and are published.",
        count,
    )


def _describe_left_off(count: int) -> str:
    return ngettext(
        "%(count)d vehicle of EasyCars stays off this site, whatever later syncs bring, until "
        "somebody takes it.",
        "%(count)d vehicles of EasyCars stay off this site, whatever later syncs bring, until "
        "somebody takes them.",
        count,
    )


def _describe_withdrawn(count: int) -> str:
    return ngettext(
        "%(count)d vehicle leaves the site.", "%(count)d vehicles leave the site.", count
    )


def _describe_kept(count: int) -> str:
    return ngettext(
        "%(count)d vehicle stays on the site, and no sync asks about it again.",
        "%(count)d vehicles stay on the site, and no sync asks about them again.",
        count,
    )


def _describe_values_taken(count: int) -> str:
    return ngettext(
        "%(count)d detail becomes what EasyCars has, and follows it from now on.",
        "%(count)d details become what EasyCars has, and follow it from now on.",
        count,
    )


def _describe_values_kept(count: int) -> str:
    return ngettext(
        "%(count)d detail stays as it is on the site, and no longer follows EasyCars.",
        "%(count)d details stay as they are on the site, and no longer follow EasyCars.",
        count,
    )


def _describe_published(count: int) -> str:
    return ngettext("%(count)d page is published.", "%(count)d pages are published.", count)


def _describe_unpublished(count: int) -> str:
    return ngettext("%(count)d page stays unpublished.", "%(count)d pages stay unpublished.", count)


def _describe_lead_taken(count: int) -> str:
    return ngettext(
        "%(count)d detail of a lead becomes what EasyCars has.",
        "%(count)d details of leads become what EasyCars has.",
        count,
    )


def _describe_lead_sent(count: int) -> str:
    return ngettext(
        "%(count)d detail of a lead is sent to EasyCars as it is here.",
        "%(count)d details of leads are sent to EasyCars as they are here.",
        count,
    )


def _describe_sent_again(count: int) -> str:
    return ngettext(
        "%(count)d lead is sent to EasyCars again.",
        "%(count)d leads are sent to EasyCars again.",
        count,
    )


SENTENCES: dict[tuple[str, str], Callable[[int], str]] = {
    (Kind.ONLY_THERE, Decision.THEIRS): _describe_brought_in,
    (Kind.ONLY_THERE, Decision.OURS): _describe_left_off,
    (Kind.ONLY_HERE, Decision.THEIRS): _describe_withdrawn,
    (Kind.ONLY_HERE, Decision.OURS): _describe_kept,
    (Kind.FIELD, Decision.THEIRS): _describe_values_taken,
    (Kind.FIELD, Decision.OURS): _describe_values_kept,
    (Kind.HIDDEN, Decision.THEIRS): _describe_published,
    (Kind.HIDDEN, Decision.OURS): _describe_unpublished,
    (Kind.LEAD_FIELD, Decision.THEIRS): _describe_lead_taken,
    (Kind.LEAD_FIELD, Decision.OURS): _describe_lead_sent,
    (Kind.LEAD_ONLY_HERE, Decision.OURS): _describe_sent_again,
}
