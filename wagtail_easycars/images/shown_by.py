"""Which vehicles show the pictures of some addresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wagtail.models import Site

from wagtail_easycars.models import Vehicle, VehicleImage


class ShownBy:
    """The vehicles of all sites whose galleries hold ``source_ids``, those of ``site`` first."""

    def __init__(self, site: Site, source_ids: Sequence[int]) -> None:
        places = VehicleImage.objects.filter(source__in=source_ids).order_by("position", "pk")
        rows = places.values_list("source", "vehicle", "vehicle__site")
        self._vehicle_ids: dict[int, list[int]] = {}
        for source, vehicle, _site in sorted(rows, key=lambda row: row[2] != site.pk):
            self._vehicle_ids.setdefault(source, []).append(vehicle)
        first = {keys[0] for keys in self._vehicle_ids.values()}
        # A feed item is large, and is of no interest here.
        self._vehicles = Vehicle.objects.defer("feed", "extra").in_bulk(first)

    def vehicle_ids(self, source_id: int) -> list[int]:
        return self._vehicle_ids.get(source_id, [])

    def first_vehicle(self, source_ids: Iterable[int]) -> Vehicle | None:
        """Return the first vehicle that shows any of ``source_ids``; ``None`` where none does."""
        for source_id in source_ids:
            for vehicle_id in self.vehicle_ids(source_id)[:1]:
                return self._vehicles.get(vehicle_id)
        return None
