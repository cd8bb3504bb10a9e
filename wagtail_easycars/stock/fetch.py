"""Gets a site's stock from EasyCars."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from wagtail_easycars.client import EasyCarsClient


@dataclass(frozen=True, slots=True)
class Answer:
    """The items as they came, and why they may not be the whole stock ('' where they are)."""

    items: list[Any]
    doubt: str


def fetch_stock(
    client: EasyCarsClient, yard_codes: list[str], *, before_call: Callable[[], None] = lambda: None
) -> Answer:
    """Return the advertised stock of the account, or of its yards in ``yard_codes``.

    ``before_call`` is called before each of the calls. Raises ``ClientError``; then nothing is
    known of any yard.
    """
    items: list[Any] = []
    doubts: list[str] = []
    calls: list[str | None] = [*yard_codes] or [None]
    for yard_code in calls:
        before_call()
        answer = client.get_advertisement_stocks(yard_code)
        items += answer.items or []
        doubts += _doubts(answer.items, answer.code, answer.message, yard_code)
    return Answer(items, " ".join(doubts))


def _doubts(items: list[Any] | None, code: int, message: str, yard_code: str | None) -> list[str]:
    if code:
        return [_("EasyCars sent a warning: %(message)s") % {"message": message or code}]
    if items:
        return []
    if yard_code:
        return [_("EasyCars sent no vehicles for yard %(yard)s.") % {"yard": yard_code}]
    return [_("EasyCars sent no vehicles.")]
