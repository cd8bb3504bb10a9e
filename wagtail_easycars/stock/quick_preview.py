"""The preview for who waits for it in a browser: EasyCars has a few seconds to answer."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_easycars.client import Limits, MemoryTokenStore, TokenStore
from wagtail_easycars.client.errors import TimedOut
from wagtail_easycars.connection import get_client, get_settings
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import EasyCarsSettings
from wagtail_easycars.stock.fetch import Answer, fetch_stock
from wagtail_easycars.stock.prepare import Prepared, prepare

# With what comes before and after, within the half minute that web servers give a request.
SECONDS = 24.0
# The share of the time for the token; the rest is for the stock.
TOKEN_SHARE = 0.25


class PreviewTookTooLong(EasyCarsError):
    """EasyCars did not send the stock in the time that a browser can be kept waiting."""

    def __init__(self, seconds: float, technical_detail: str = "") -> None:
        self.technical_detail = technical_detail
        super().__init__(
            _(
                "EasyCars did not send the stock within %(seconds)d seconds, so there is no "
                "preview. Try again later, or start a sync, which waits for longer."
            )
            % {"seconds": seconds}
        )


def preview_stock_quickly(site: Site, *, seconds: float = SECONDS) -> Prepared:
    """Return what a run for ``site`` would do now, and write nothing.

    Raises ``PreviewTookTooLong`` after ``seconds``, and any other ``EasyCarsError`` where the stock
    cannot be had.
    """
    settings = get_settings(site)
    return prepare(settings, _fetch_within(settings, seconds))


def _fetch_within(settings: EasyCarsSettings, seconds: float) -> Answer:
    ends_at = time.monotonic() + seconds
    token_store = MemoryTokenStore()
    # Each yard is a call of its own, with what the ones before have left of the time.
    calls = [[code] for code in settings.yard_code_list] or [[]]
    answers = []
    for yard_codes in calls:
        remaining = ends_at - time.monotonic()
        if remaining <= 0:
            raise PreviewTookTooLong(seconds)
        try:
            answers.append(_fetch(settings, yard_codes, token_store, remaining))
        except TimedOut as error:
            raise PreviewTookTooLong(seconds, error.technical_detail) from None
    return Answer(
        [item for answer in answers for item in answer.items],
        " ".join(answer.doubt for answer in answers if answer.doubt),
    )


def _fetch(
    settings: EasyCarsSettings, yard_codes: Sequence[str], token_store: TokenStore, seconds: float
) -> Answer:
    limits = _limit(Limits.from_settings(), seconds)
    with get_client(settings, token_store=token_store, limits=limits) as client:
        return fetch_stock(client, list(yard_codes))


def _limit(limits: Limits, seconds: float) -> Limits:
    """Return ``limits`` with which a token and the stock together take ``seconds`` at most."""
    token_seconds = seconds * TOKEN_SHARE
    return replace(
        limits,
        call_deadline=min(limits.call_deadline, token_seconds),
        stock_deadline=min(limits.stock_deadline, seconds - token_seconds),
    )
