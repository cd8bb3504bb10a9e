"""The two dealers that the sandbox knows, with their credentials.

The credentials are made up and open nothing but the sandbox; so they may stand here, in a terminal
and in a tutorial.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["ACCOUNTS", "HARBOUR", "OUTBACK", "Account", "Yard"]


@dataclass(frozen=True)
class Yard:
    """A place where a dealer keeps stock; ``code`` is the contract's ``YardCode``."""

    code: str
    name: str
    location: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Account:
    """One dealer at EasyCars.

    Where ``lead_client_id`` is empty, the stock pair serves at the lead service too. ``image_id``
    is what stands for the account in its pictures' URLs.
    """

    key: str
    name: str
    stock_client_id: str
    stock_client_secret: str = field(repr=False)
    lead_client_id: str = ""
    lead_client_secret: str = field(default="", repr=False)
    account_number: str
    account_secret: str = field(repr=False)
    image_id: int
    yards: tuple[Yard, ...]

    def as_settings(self) -> dict[str, str]:
        """The account as ``easycars_configure`` takes it: field names of ``EasyCarsSettings``."""
        return {
            "environment": "test",
            "stock_client_id": self.stock_client_id,
            "stock_client_secret": self.stock_client_secret,
            "lead_client_id": self.lead_client_id,
            "lead_client_secret": self.lead_client_secret,
            "account_number": self.account_number,
            "account_secret": self.account_secret,
        }


HARBOUR = Account(
    key="harbour",
    name="Harbour City Motors",
    stock_client_id="sandbox-harbour-stock-5d2f8c31",
    stock_client_secret="not-a-real-secret+harbour/stock=Kq7Vw2ZtLx9RbN4y",  # noqa: S106
    lead_client_id="sandbox-harbour-lead-a17b90e4",
    lead_client_secret="not-a-real-secret+harbour/lead=Hs3JmP8cGd6TfW1u",  # noqa: S106
    account_number="EC900001",
    account_secret="5a4db0c5-0000-4000-8000-0000ea4b0d41",  # noqa: S106
    image_id=900001,
    yards=(
        Yard("100", "Harbour City Motors Parramatta Road", "Five Dock", "NSW"),
        Yard("200", "Harbour City Motors Brookvale", "Brookvale", "NSW"),
        Yard("300", "Harbour City Leisure & Commercial", "Taren Point", "NSW"),
    ),
)

OUTBACK = Account(
    key="outback",
    name="Outback Trucks & Caravans",
    stock_client_id="sandbox-outback-stock-c08e64f7",
    stock_client_secret="not-a-real-secret+outback/stock=Yb5XnD0rQe2MvA7k",  # noqa: S106
    account_number="EC900002",
    account_secret="b7c1e2d3-0000-4000-8000-00000b7bac40",  # noqa: S106
    image_id=900002,
    yards=(
        Yard("TW1", "Outback Toowoomba", "Toowoomba", "QLD"),
        Yard("DB2", "Outback Dalby", "Dalby", "QLD"),
    ),
)

ACCOUNTS = {account.key: account for account in (HARBOUR, OUTBACK)}
