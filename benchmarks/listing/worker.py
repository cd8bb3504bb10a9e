"""Imports a stock, or looks at its listing.

``python -m benchmarks.listing.worker import SIZE REPEATS`` and ``view`` in the place of ``import``
print each measurement as a line of JSON. ``benchmarks.settings`` says what the environment must
hold.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urlsplit

import django

from benchmarks.listing.states import AGAIN, KNOWN_STOCK, NEW_STOCK, STATES

if TYPE_CHECKING:
    from django.test import Client

    from benchmarks.measurement import Measurement

Look = Callable[[], None]

OTHER_STATE = "make=nobody"


def main(name: str, size: int, repeats: int) -> None:
    django.setup()
    for measurement in [import_stock(size)] if name == "import" else view_all(size, repeats):
        print(json.dumps(measurement.as_dict()))


def import_stock(size: int) -> Measurement:
    from benchmarks.dealers import create_database, measured_dealer, synchronise
    from benchmarks.measure import measure

    create_database()
    measurement = measure("import", size, lambda: synchronise(measured_dealer()))
    let_a_day_pass()
    return measurement


def let_a_day_pass() -> None:
    """Or the listing, just after a sync, would read the stock anew every few seconds."""
    from django.db.models import F
    from wagtail.models import ModelLogEntry, PageLogEntry

    from wagtail_easycars.models import SyncChange

    day = timedelta(days=1)
    SyncChange.objects.update(created_at=F("created_at") - day)
    for log in (PageLogEntry, ModelLogEntry):
        log.objects.update(timestamp=F("timestamp") - day)


def view_all(size: int, repeats: int) -> Iterator[Measurement]:
    from django.test import Client

    from benchmarks.dealers import MEASURED_HOST, measured_dealer

    client = Client(headers={"host": MEASURED_HOST})
    url = urlsplit(measured_dealer().inventory_page.full_url).path
    facts = facts_of_stock()
    look_elsewhere = partial(get, client, f"{url}?{OTHER_STATE}")
    look_elsewhere()
    for name, query in STATES.items():
        look = partial(get, client, f"{url}?{query.format(**facts)}")
        for _repeat in range(repeats):
            yield from measure_views(name, size, look, look_elsewhere)


def measure_views(name: str, size: int, look: Look, look_elsewhere: Look) -> Iterator[Measurement]:
    """Measure a state when the stock has just changed, when another state of it has been looked at
    already, and when it has been itself."""
    from django.core.cache import cache

    from benchmarks.measure import measure

    cache.clear()
    yield measure(f"{name}: {NEW_STOCK}", size, look)
    cache.clear()
    look_elsewhere()
    yield measure(f"{name}: {KNOWN_STOCK}", size, look)
    yield measure(f"{name}: {AGAIN}", size, look)


def get(client: Client, url: str) -> None:
    response = client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"The listing answered {response.status_code} to {url}.")


def facts_of_stock() -> dict[str, str | int]:
    from django.db.models import Count

    from wagtail_easycars.conf import app_settings
    from wagtail_easycars.models import Vehicle

    vehicles = Vehicle.objects.listed()
    makes = vehicles.order_by().values_list("make").annotate(n=Count("pk")).order_by("-n", "make")
    return {
        "make": quote_plus(makes[0][0]),
        "last": -(-vehicles.count() // app_settings.VEHICLES_PER_PAGE),
    }


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
