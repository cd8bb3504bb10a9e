"""EasyCars called as plainly as can be, for what the package is compared with."""

from __future__ import annotations

import json
from typing import Any

import requests

from wagtail_easycars.connection import get_base_url
from wagtail_easycars.models import EasyCarsSettings

TIMEOUT_SECONDS = 300


class PlainClient:
    """Has its token before the work begins, as the package has it from the cache."""

    def __init__(self, settings: EasyCarsSettings) -> None:
        self._url = f"{get_base_url(settings.environment)}StockService/"
        self._account = {
            "AccountNumber": settings.account_number,
            "AccountSecret": settings.account_secret.reveal(),
        }
        credentials = {
            "ClientID": settings.stock_client_id,
            "ClientSecret": settings.stock_client_secret.reveal(),
        }
        answer = requests.post(f"{self._url}RequestToken", params=credentials, timeout=10)
        self._token = answer.json()["Token"]

    def fetch(self) -> list[dict[str, Any]]:
        """Return the items of the dealer's whole stock."""
        answer = requests.post(
            f"{self._url}GetAdvertisementStocks",
            json=self._account,
            headers={"Authorization": f"Bearer {self._token}"},
            timeout=TIMEOUT_SECONDS,
        )
        document = json.loads(answer.content)
        if document["Code"]:
            raise RuntimeError(document["ErrorMessage"])
        items: list[dict[str, Any]] = document["StockList"]
        return items
