from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from .accounts import Account
from .leads import LeadLedger
from .stock_list import StockList


@dataclass(frozen=True, kw_only=True)
class OpenAccount(Account):
    """A dealer's account in a running sandbox: its credentials, stock and leads."""

    stock_list: StockList = field(default_factory=StockList, repr=False)
    ledger: LeadLedger = field(default_factory=LeadLedger, repr=False)

    @property
    def stock(self) -> list[dict[str, Any]]:
        """Copies of the items; change them with ``Sandbox.set_stock``."""
        return self.stock_list.items()


def open_account(account: Account) -> OpenAccount:
    values = {each.name: getattr(account, each.name) for each in fields(account)}
    return OpenAccount(**values)
