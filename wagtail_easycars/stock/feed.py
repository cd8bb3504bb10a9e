"""The answer of ``GetAdvertisementStocks`` as items that can be told apart and compared."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from django.utils.translation import gettext as _

from wagtail_easycars.stock.text import clean_text, storable_json


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One vehicle of the feed, of ``size`` bytes.

    ``digest`` differs as soon as the item, or its mapper, does.
    """

    stock_number: str
    raw: dict[str, Any]
    digest: str
    size: int

    @property
    def storable(self) -> dict[str, Any]:
        """The item as it came, less what a database cannot hold."""
        storable: dict[str, Any] = storable_json(self.raw)
        return storable


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that cannot be used, and why."""

    stock_number: str
    reason: str
    title: str = ""


@dataclass(slots=True)
class Feed:
    """A whole answer: its usable items by stock number, and what is wrong with the others."""

    size: int = 0
    items: dict[str, FeedItem] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    def fail(self, stock_number: str, reason: str, raw: Any = None) -> None:
        self.failures.append(Failure(stock_number, reason, get_title(raw)))

    @property
    def unidentified(self) -> int:
        """How many items have no stock number, so that they could be any vehicle."""
        return sum(1 for failure in self.failures if not failure.stock_number)

    @property
    def stock_numbers(self) -> set[str]:
        """Every stock number that the answer holds, usable or not."""
        return self.items.keys() | {failure.stock_number for failure in self.failures}


def read_feed(raw_items: Iterable[Any], *, fingerprint: str, max_item_bytes: int) -> Feed:
    """Return the feed of ``raw_items``.

    ``fingerprint`` stands for the mapper, so that a changed mapper makes every item differ.
    Nothing is raised: an item that is no object, has no stock number, shares its stock number with
    another one or is larger than ``max_item_bytes`` becomes a failure.
    """
    feed = Feed()
    salt = blake2b(fingerprint.encode(), digest_size=32).digest()
    unusable: set[str] = set()
    for position, raw in enumerate(raw_items, start=1):
        feed.size += 1
        stock_number = get_stock_number(raw)
        if not stock_number:
            feed.fail("", _unidentified_reason(raw, position), raw)
        elif stock_number in feed.items or stock_number in unusable:
            first = feed.items.pop(stock_number, None)
            if first is not None:
                feed.fail(stock_number, _doubled_reason(), first.raw)
            unusable.add(stock_number)
            feed.fail(stock_number, _doubled_reason(), raw)
        else:
            content = _serialise(raw)
            if len(content) > max_item_bytes:
                unusable.add(stock_number)
                feed.fail(stock_number, _too_large_reason(len(content), max_item_bytes), raw)
            else:
                digest = blake2b(content, digest_size=24, key=salt).hexdigest()
                feed.items[stock_number] = FeedItem(stock_number, raw, digest, len(content))
    return feed


def get_stock_number(raw: Any) -> str:
    """Return the stock number of an item as it is stored, or '' where it has none."""
    value = raw.get("StockNumber") if isinstance(raw, dict) else None
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return ""


def get_title(raw: Any) -> str:
    """Return how to name an item that may be unusable, such as '2018 Toyota Camry'."""
    if not isinstance(raw, dict):
        return ""
    parts = (raw.get(name) for name in ("YearGroup", "Make", "Model", "Badge"))
    return clean_text(" ".join(str(part) for part in parts if part))[:255]


def _serialise(raw: dict[str, Any]) -> bytes:
    return json.dumps(raw, sort_keys=True, separators=(",", ":")).encode()


def _unidentified_reason(raw: Any, position: int) -> str:
    if isinstance(raw, dict):
        message = _("Item %(position)d of the feed has no stock number. Give it one in EasyCars.")
    else:
        message = _("Item %(position)d of the feed is not a vehicle but something else.")
    return message % {"position": position}


def _doubled_reason() -> str:
    return _(
        "Several vehicles of the feed have this stock number. Give each its own in EasyCars; "
        "until then, what the site has stays as it is."
    )


def _too_large_reason(size: int, limit: int) -> str:
    return _("This vehicle has %(size)d bytes of text; at most %(limit)d are accepted.") % {
        "size": size,
        "limit": limit,
    }
