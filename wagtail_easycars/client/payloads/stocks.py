"""The request for a dealer's stock."""

from __future__ import annotations

from wagtail_easycars.client.payloads.base import Payload


class StocksRequest(Payload):
    """Without ``yard_code`` the stock of the whole account is asked for."""

    yard_code: str | None = None
