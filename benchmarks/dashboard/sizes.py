"""How much there is of what the dashboard tells of."""

from __future__ import annotations

from typing import NamedTuple


class Size(NamedTuple):
    vehicles: int
    runs: int
    changes: int


LARGE = Size(vehicles=50_000, runs=10_000, changes=100_000)
SMALL = Size(vehicles=50, runs=30, changes=100)
SIZES = {"small": SMALL, "large": LARGE}

DASHBOARD, POLL, LISTING = "dashboard", "status poll", "snippet listing"
VIEWS = (DASHBOARD, POLL, LISTING)
