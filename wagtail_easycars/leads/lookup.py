"""Looking in EasyCars for a lead whose answer was lost.

There is no search by ExternalID. But lead numbers look like a sequence, and ``GetLeadDetail`` shows
the ExternalID of one's own leads: a bounded look beyond the numbers known before the attempt finds
a lead that arrived, and cannot prove that one did not.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from typing import Any, Self

from wagtail_easycars.client import EasyCarsClient
from wagtail_easycars.client.answers import LeadDetail
from wagtail_easycars.client.errors import AuthenticationRefused, NotSent, OutcomeUnknown, Refused
from wagtail_easycars.leads.senders import Call

MOST_REQUESTS = 100
UNKNOWN_NUMBERS_AT_THE_END = 5
# Where no number was known before the attempt: so far below the lowest known by now.
LOOK_BACK = 20
DOCUMENTED_WIDTH = 6


@dataclass(frozen=True)
class NumberedLeads:
    """The lead numbers that are known of an account: ``width`` digits with leading zeros."""

    numbers: frozenset[int]
    width: int

    @classmethod
    def of(cls, lead_numbers: Iterable[str]) -> Self:
        """Numbers that are no digits are left out."""
        texts = [text for text in lead_numbers if text.isascii() and text.isdigit()]
        width = max((len(text) for text in texts), default=DOCUMENTED_WIDTH)
        return cls(frozenset(map(int, texts)), width)

    @property
    def highest(self) -> int:
        return max(self.numbers, default=0)

    def numbers_after(self, known_before: str) -> Iterator[int]:
        """Yield numbers that are not known, from the first one after ``known_before``."""
        start = int(known_before) if known_before else self._start_without_number()
        return (number for number in count(start + 1) if number not in self.numbers)

    def _start_without_number(self) -> int:
        return max(min(self.numbers, default=0) - LOOK_BACK, 1) - 1


def look_up(
    client: EasyCarsClient, external_id: str, known: NumberedLeads, known_before: str
) -> Generator[Call, Any, LeadDetail | None]:
    """Return the lead with ``external_id`` as EasyCars has it, or ``None`` where it is not found.

    Each number is asked for apart, so that a process that is told to stop need not wait for the
    whole search. ``known`` are the numbers of other leads now, ``known_before`` is the highest one
    that was known before the lead was sent ('' for none). Raises ``ClientError`` where EasyCars
    does not answer: that is no 'not found'.
    """
    highest, unknown_at_the_end = known.highest, 0
    for number in islice(known.numbers_after(known_before), MOST_REQUESTS):
        detail = yield partial(_get_own_lead, client, f"{number:0{known.width}d}")
        if detail is None:
            unknown_at_the_end += number > highest
        elif is_lead(detail, external_id):
            return detail
        else:
            highest, unknown_at_the_end = max(number, highest), 0
        # Where no number is known at all, nobody knows how far away the account's own are.
        if highest and unknown_at_the_end == UNKNOWN_NUMBERS_AT_THE_END:
            return None
    return None


def is_lead(detail: LeadDetail, external_id: str) -> bool:
    """Return whether ``detail`` is of the lead that was sent with the reference ``external_id``."""
    return (detail.external_id or "").strip().casefold() == external_id.casefold()


def _get_own_lead(client: EasyCarsClient, lead_number: str) -> LeadDetail | None:
    """Return ``None`` for a number that does not exist, or is another website's lead.

    What fails is asked for once more: a long search would hardly ever come to its end otherwise.
    """
    try:
        return _ask(client, lead_number)
    except (NotSent, OutcomeUnknown):
        return _ask(client, lead_number)


def _ask(client: EasyCarsClient, lead_number: str) -> LeadDetail | None:
    try:
        detail = client.get_lead_detail(lead_number)
    except AuthenticationRefused:
        raise
    except Refused:
        return None
    return detail.model_copy(update={"lead_number": lead_number})
