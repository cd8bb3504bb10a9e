"""Fills a database, or looks at the dashboard beside a listing of Wagtail's own.

``python -m benchmarks.dashboard.worker fill NUMBER REPEATS`` and ``look`` in the place of ``fill``
print each measurement as a line of JSON; NUMBER is that of the vehicles of a size.
``benchmarks.settings`` says what the environment must hold.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import django

from benchmarks.dashboard.sizes import DASHBOARD, LISTING, POLL, SIZES

if TYPE_CHECKING:
    from django.test import Client

    from benchmarks.measurement import Measurement


def main(name: str, number: int, repeats: int) -> None:
    django.setup()
    for measurement in [fill_database(number)] if name == "fill" else look(number, repeats):
        print(json.dumps(measurement.as_dict()))


def fill_database(number: int) -> Measurement:
    from benchmarks.dashboard.stock import fill
    from benchmarks.dealers import create_database, measured_dealer
    from benchmarks.measure import measure

    create_database()
    size = next(size for size in SIZES.values() if size.vehicles == number)
    return measure("fill", number, lambda: fill(measured_dealer().site, size))


def look(number: int, repeats: int) -> Iterator[Measurement]:
    """Look at each page in turn; before that, at all of them, for what is done once a process."""
    from benchmarks.dealers import measured_dealer
    from benchmarks.measure import measure

    register_plain_listing()
    client = sign_in()
    site_id = measured_dealer().site_id
    urls = {
        DASHBOARD: f"/admin/easycars/?site={site_id}",
        POLL: f"/admin/easycars/sync/status/?site={site_id}",
        LISTING: "/admin/snippets/wagtail_easycars/syncchange/",
    }
    for url in urls.values():
        get(client, url)
    for _repeat in range(repeats):
        for name, url in urls.items():
            yield measure(name, number, partial(get, client, url))


def register_plain_listing() -> None:
    """Have Wagtail list changes as snippets, of which there are the most, with nothing of ours."""
    from wagtail.snippets.models import register_snippet

    from wagtail_easycars.models import SyncChange

    register_snippet(SyncChange)


def sign_in() -> Client:
    from django.contrib.auth import get_user_model
    from django.test import Client

    user, _created = get_user_model().objects.get_or_create(
        username="owner", defaults={"is_superuser": True, "is_staff": True}
    )
    client = Client()
    client.force_login(user)
    return client


def get(client: Client, url: str) -> None:
    response = client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"The admin answered {response.status_code} to {url}.")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
