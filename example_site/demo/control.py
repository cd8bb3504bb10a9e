"""What the sandbox is told to do, over its control API."""

from __future__ import annotations

from typing import Any

import requests

from demo.errors import DemoError

TIMEOUT_SECONDS = 10


def set_stock(sandbox_url: str, account: str, items: list[dict[str, Any]]) -> None:
    """Let EasyCars have ``items`` as the account's stock from now on."""
    try:
        response = requests.post(
            f"{sandbox_url}_control/stock",
            json={"account": account, "items": items},
            timeout=TIMEOUT_SECONDS,
        )
        response.raise_for_status()
    except requests.RequestException as error:
        raise DemoError(f"The sandbox did not take the stock ({error}).") from error
