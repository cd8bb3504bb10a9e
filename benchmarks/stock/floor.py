"""The least that any sync has to do: fetch, parse, hash each item, read what the database has."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any

from benchmarks.dealers import measured_dealer
from benchmarks.measure import measure
from benchmarks.measurement import Measurement
from benchmarks.stock.plain_client import PlainClient
from wagtail_easycars.models import Vehicle
from wagtail_easycars.stock.mapping import get_mapper
from wagtail_easycars.stock.plan import KnownVehicle


def floor(size: int, repeats: int) -> Measurement:
    """Measure the floor, and make sure that it computes what the package has stored."""
    dealer = measured_dealer()
    client = PlainClient(dealer)
    key = blake2b(get_mapper().get_fingerprint().encode(), digest_size=32).digest()
    digests: list[str] = []
    rows: list[tuple[Any, ...]] = []

    def work() -> None:
        digests[:] = [digest(item, key) for item in client.fetch()]
        vehicles = Vehicle.objects.filter(site_id=dealer.site_id).order_by()
        rows[:] = vehicles.values_list(*KnownVehicle._fields)

    result = measure("floor", size, work, repeats=repeats)
    stored = [KnownVehicle._make(row).feed_digest for row in rows]
    if sorted(digests) != sorted(stored) or len(stored) != size:
        raise RuntimeError("The floor does not compute the digests that the package has stored.")
    return result


def digest(item: dict[str, Any], key: bytes) -> str:
    content = json.dumps(item, sort_keys=True, separators=(",", ":")).encode()
    return blake2b(content, digest_size=24, key=key).hexdigest()
