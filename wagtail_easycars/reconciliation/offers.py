"""What a person can decide about a difference."""

from __future__ import annotations

from typing import TypeAlias

from wagtail_easycars.models import Difference
from wagtail_easycars.reconciliation.fields import FACTS, STOCK_NUMBER

Kind, Cause = Difference.Kind, Difference.Cause
Decision: TypeAlias = Difference.Decision

NOTHING_TO_SEND = (None, "")


def get_offers(difference: Difference) -> list[Decision]:
    """Return the decisions that can be taken now, in the order of their buttons."""
    if difference.decision == Decision.THEIRS:
        return []
    offers = [each for each in (Decision.THEIRS, Decision.OURS) if _makes_sense(each, difference)]
    offers.append(Decision.OPEN if difference.decision == Decision.IGNORED else Decision.IGNORED)
    if difference.decision == Decision.OURS:
        return [each for each in offers if each == Decision.THEIRS]
    return offers


def _makes_sense(decision: Decision, difference: Difference) -> bool:
    can_take, can_keep = CHECKS[Kind(difference.kind)]
    return can_take(difference) if decision == Decision.THEIRS else can_keep(difference)


def _can_bring_in(difference: Difference) -> bool:
    """One that was entered by hand would be there twice; one that cannot be used, not at all."""
    return difference.item is not None and difference.cause != Cause.BY_HAND


def _can_leave_off(difference: Difference) -> bool:
    return bool(difference.reference)


def _can_take_field(difference: Difference) -> bool:
    return difference.field not in ("", FACTS)


def _can_keep_field(difference: Difference) -> bool:
    return difference.field not in ("", FACTS, STOCK_NUMBER)


def _can_stay_hidden(difference: Difference) -> bool:
    """A page that does not exist is made by the next sync."""
    return difference.cause == Cause.UNPUBLISHED


def _can_send_value(difference: Difference) -> bool:
    """The contract does not say how to empty a value there."""
    return difference.ours not in NOTHING_TO_SEND


def _can_send_again(difference: Difference) -> bool:
    return difference.cause in (Cause.REJECTED, Cause.UNCERTAIN)


def _always(difference: Difference) -> bool:
    return True


def _never(difference: Difference) -> bool:
    return False


CHECKS = {
    Kind.ONLY_THERE: (_can_bring_in, _can_leave_off),
    Kind.ONLY_HERE: (_always, _always),
    Kind.FIELD: (_can_take_field, _can_keep_field),
    Kind.HIDDEN: (_always, _can_stay_hidden),
    Kind.LEAD_FIELD: (_always, _can_send_value),
    Kind.LEAD_ONLY_HERE: (_never, _can_send_again),
}
