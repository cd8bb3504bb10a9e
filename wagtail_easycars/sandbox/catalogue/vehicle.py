from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Engine(NamedTuple):
    """``size`` in cc and ``power`` in kW; ``cylinders`` as the contract's ``Cylinder``."""

    capacity: str
    size: int | None
    cylinders: str
    description: str
    fuel: str
    power: int | None


@dataclass(frozen=True, kw_only=True)
class Vehicle:
    """A vehicle as the catalogue's tables have it; ``item.build`` makes a feed's item of it.

    ``price`` in AUD (None: on application), ``km`` is what the odometer shows (None: unknown).
    ``equipment`` names a list of ``features``; ``fields`` are further fields of the contract.
    """

    stock_type: str
    make: str
    model: str
    badge: str = ""
    series: str = ""
    body: str
    year: int
    price: int | None
    km: int | None = None
    colour: str
    interior: str = ""
    engine: Engine | None = None
    gearbox: str = ""
    drive: str = ""
    doors: int | None = None
    seats: int | None = None
    condition: str = "used"
    equipment: str
    text: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
