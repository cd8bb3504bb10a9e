"""Has galleries show what is stored by now of their addresses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from wagtail_easycars.images.scope import Scope
from wagtail_easycars.models import SyncRun, VehicleImage
from wagtail_easycars.runs.batches import BatchWriter

PLACES_A_BATCH = 500


def show_stored(writer: BatchWriter, scope: Scope) -> set[int]:
    """Have every place show the picture of its address where that is stored.

    Return the keys of the vehicles that look different now.
    """
    outdated = scope.places().outdated().order_by("pk").values_list("pk", "vehicle")
    vehicles: set[int] = set()
    while places := list(outdated[:PLACES_A_BATCH]):
        writer.write([pk for pk, _vehicle in places], _show)
        vehicles.update(vehicle for _pk, vehicle in places)
    return vehicles


def _show(run: SyncRun, keys: Sequence[int]) -> Counter[str]:
    rows = VehicleImage.objects.filter(pk__in=keys).outdated()
    places = [
        VehicleImage(pk=pk, stored_image_id=stored)
        for pk, stored in rows.values_list("pk", "source__stored_image")
    ]
    VehicleImage.objects.bulk_update(places, ["stored_image"])
    return Counter(updated=len(places))
