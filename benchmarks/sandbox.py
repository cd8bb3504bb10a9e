"""A stand-in EasyCars in a process of its own: what it costs is on nobody's account.

It serves one stock twice, so that every picture has the same address in both: as it was under the
account ``harbour``, and with 5 % of its prices changed under ``outback``.

    python -m benchmarks.sandbox 1000

prints its address and serves until its standard input is closed, so also when its parent dies.
"""

from __future__ import annotations

import sys
from typing import Any

from wagtail_easycars.sandbox import Sandbox
from wagtail_easycars.sandbox.catalogue import generate

BEFORE, AFTER = "harbour", "outback"
EVERY_NTH_CHANGES = 20
PRICE_WITHOUT_PRICE = 19_990


def count_changed(size: int) -> int:
    """Return how many of ``size`` vehicles have another price under ``AFTER``."""
    return len(range(0, size, EVERY_NTH_CHANGES))


def with_changed_prices(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return ``items`` with every twentieth price raised by 500 AUD."""
    return [
        {**item, "Price": (item["Price"] or PRICE_WITHOUT_PRICE) + 500}
        if position % EVERY_NTH_CHANGES == 0
        else item
        for position, item in enumerate(items)
    ]


def serve(size: int) -> None:
    """Serve a stock of ``size`` vehicles until standard input is closed."""
    with Sandbox(port=0, catalogue=False) as sandbox:
        items = generate(size, seed=1)
        sandbox.set_stock(BEFORE, items)
        sandbox.set_stock(AFTER, with_changed_prices(items))
        for account in (BEFORE, AFTER):
            # The first answer is serialised before anybody waits for it.
            sandbox.accounts[account].stock_list.answer_body()
        print(sandbox.base_url, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
