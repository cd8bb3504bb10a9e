"""Two vehicles side by side, in the words of staff."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wagtail_easycars.models import Vehicle
from wagtail_easycars.presentation.changes import describe_name, describe_value
from wagtail_easycars.stock.merge import MERGED_FIELDS


@dataclass(frozen=True)
class Row:
    name: str
    label: str
    by_hand: str
    synced: str
    differs: bool
    is_permitted: bool = True

    @property
    def can_be_kept(self) -> bool:
        return self.differs and self.is_permitted and bool(self.by_hand)

    @property
    def input_id(self) -> str:
        return f"id_keep_{self.name}"


def compare(by_hand: Vehicle, synced: Vehicle, *, may_withdraw: bool) -> list[Row]:
    """Return what either of the two says of itself, what they do not agree on first.

    That the one entered by hand is off the site is kept by who ``may_withdraw`` the other.
    """
    rows = [_compare_field(name, by_hand, synced) for name in MERGED_FIELDS]
    if by_hand.status == Vehicle.Status.WITHDRAWN and not may_withdraw:
        rows = [replace(row, is_permitted=row.name != "status") for row in rows]
    said = [row for row in rows if row.differs or row.by_hand]
    return sorted(said, key=lambda row: not row.differs)


def _compare_field(name: str, by_hand: Vehicle, synced: Vehicle) -> Row:
    values = [getattr(vehicle, name) for vehicle in (by_hand, synced)]
    shown = [describe_value(name, value) for value in values]
    return Row(name, describe_name(name), shown[0], shown[1], differs=values[0] != values[1])
