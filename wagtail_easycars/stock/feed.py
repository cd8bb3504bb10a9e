"""The answer of ``GetAdvertisementStocks`` as items that can be told apart and compared."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from django.utils.translation import gettext as _

from wagtail_easycars.stock.errors import ItemRejected, NestedTooDeeply
from wagtail_easycars.stock.identity import get_full_vin, get_stock_number, get_title, identify
from wagtail_easycars.stock.text import storable_json


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
    """An item that cannot be used, and why; ``vin`` only where it is whole."""

    stock_number: str
    reason: str
    title: str = ""
    vin: str = ""

    @classmethod
    def of(cls, raw: Any, reason: str) -> Failure:
        return cls(get_stock_number(raw), reason, get_title(raw), get_full_vin(raw))


@dataclass(slots=True)
class Feed:
    """A whole answer: its usable items by their identity, and what is wrong with the others."""

    size: int = 0
    items: dict[str, FeedItem] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    @property
    def unidentified(self) -> int:
        """How many items have no stock number, so that they could be any vehicle."""
        return sum(1 for failure in self.failures if not failure.stock_number)

    @property
    def identities(self) -> set[str]:
        """What identifies every item of the answer, usable or not."""
        return self.items.keys() | {identify(failure.stock_number) for failure in self.failures}


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
        identity = identify(stock_number)
        if not stock_number:
            feed.failures.append(Failure.of(raw, _unidentified_reason(raw, position)))
        elif identity in feed.items or identity in unusable:
            first = feed.items.pop(identity, None)
            if first is not None:
                feed.failures.append(Failure.of(first.raw, _doubled_reason()))
            unusable.add(identity)
            feed.failures.append(Failure.of(raw, _doubled_reason()))
        else:
            try:
                content = _serialise(raw, max_item_bytes)
            except ItemRejected as error:
                unusable.add(identity)
                feed.failures.append(Failure.of(raw, str(error)))
            else:
                digest = blake2b(content, digest_size=24, key=salt).hexdigest()
                feed.items[identity] = FeedItem(stock_number, raw, digest, len(content))
    return feed


def _serialise(raw: dict[str, Any], max_bytes: int) -> bytes:
    """Return ``raw`` so that equal items are equal; raises ``ItemRejected``."""
    try:
        content = json.dumps(raw, sort_keys=True, separators=(",", ":")).encode()
    except RecursionError:
        content = None
    if content is None:
        raise NestedTooDeeply
    if len(content) > max_bytes:
        raise ItemRejected(_too_large_reason(len(content), max_bytes))
    return content


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
