"""Who calls EasyCars, and within which limits."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail_easycars.client.errors import InvalidPayload
from wagtail_easycars.client.problems import too_long_text
from wagtail_easycars.conf import app_settings
from wagtail_easycars.secret import Secret

ACCOUNT_NUMBER_LENGTH = 20
ACCOUNT_SECRET_LENGTH = 50


@dataclass(frozen=True)
class Account:
    """A dealer's account: it goes into the body of every call but the token requests.

    Raises ``InvalidPayload`` for a number or secret longer than the contract allows.
    """

    number: str
    secret: Secret

    def __post_init__(self) -> None:
        lengths = {
            "AccountNumber": (len(self.number), ACCOUNT_NUMBER_LENGTH),
            "AccountSecret": (len(self.secret), ACCOUNT_SECRET_LENGTH),
        }
        too_long = {
            name: too_long_text(allowed)
            for name, (length, allowed) in lengths.items()
            if length > allowed
        }
        if too_long:
            raise InvalidPayload(too_long)


@dataclass(frozen=True)
class Credentials:
    """The pair that one of the two services gives tokens for."""

    client_id: str
    secret: Secret


@dataclass(frozen=True)
class Limits:
    """How long one call may take (seconds) and how large its answer may be.

    Bytes are those of the decompressed answer, items the vehicles of a stock.
    ``read_timeout`` binds the wait between two reads; the deadlines bind the call as a whole, so
    that an answer that drips in cannot hold a worker.
    """

    connect_timeout: float = 10
    read_timeout: float = 60
    call_deadline: float = 60
    stock_deadline: float = 300
    max_answer_bytes: int = 4 * 1024 * 1024
    max_stock_bytes: int = 256 * 1024 * 1024
    max_stock_items: int = 100_000

    @classmethod
    def from_settings(cls) -> Limits:
        return cls(
            connect_timeout=app_settings.CONNECT_TIMEOUT,
            read_timeout=app_settings.READ_TIMEOUT,
            call_deadline=app_settings.CALL_DEADLINE,
            stock_deadline=app_settings.STOCK_DEADLINE,
            max_answer_bytes=app_settings.MAX_ANSWER_BYTES,
            max_stock_bytes=app_settings.MAX_STOCK_BYTES,
            max_stock_items=app_settings.MAX_STOCK_ITEMS,
        )
