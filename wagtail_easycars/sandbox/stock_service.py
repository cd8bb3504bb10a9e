from __future__ import annotations

from typing import Any

from .answers import Answer, Code
from .open_account import OpenAccount


def get_advertisement_stocks(account: OpenAccount, body: dict[str, Any]) -> Answer:
    return Answer(account.stock_list.answer_body(body.get("YardCode")), code=Code.SUCCESS)


HANDLERS = {"GetAdvertisementStocks": get_advertisement_stocks}
