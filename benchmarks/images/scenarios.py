"""What the package does with pictures, and the least that any site has to do with them."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor

import requests
from django.conf import settings

from benchmarks.dealers import create_database as create_dealers
from benchmarks.dealers import measured_dealer
from benchmarks.images.host import COUNT
from benchmarks.measure import measure, peak_bytes
from benchmarks.measurement import Measurement
from wagtail_easycars.conf import app_settings
from wagtail_easycars.images.check import check_picture
from wagtail_easycars.images.download import download
from wagtail_easycars.images.sync import sync_images
from wagtail_easycars.models import StoredImage, SyncRun, Vehicle, VehicleImage
from wagtail_easycars.runs.lifecycle import create_run

PICTURES_A_VEHICLE = 20
WARM_UP_SIZE = 20


def create_database(size: int) -> Measurement:
    """Measure nothing but how long that takes."""
    return measure("create_database", 0, create_dealers)


def store(size: int) -> Measurement:
    """Store ``size`` new pictures; then synchronise the same galleries again."""
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    advertise(0, WARM_UP_SIZE)
    synchronise(WARM_UP_SIZE, created=WARM_UP_SIZE)
    advertise(WARM_UP_SIZE, size)
    idle_bytes = peak_bytes()
    result = measure("store", size, lambda: synchronise(WARM_UP_SIZE + size, created=size))
    result.idle_bytes = idle_bytes
    if StoredImage.objects.count() != WARM_UP_SIZE + size:
        raise RuntimeError("The run did not store every picture.")
    asked_before = count_requests()
    again = measure("unchanged", size, lambda: synchronise(WARM_UP_SIZE + size, created=0))
    result.facts = {
        "unchanged_seconds": again.seconds,
        "unchanged_queries": again.queries,
        "unchanged_requests": count_requests() - asked_before,
    }
    return result


def decode(size: int) -> Measurement:
    """Check and decode ``size`` pictures that are in memory, with as many threads as the run has.

    Nothing but the decoding that the run does: no download, no storage, no database.
    """
    content = download(f"{host()}decode").content
    check_picture(content)
    with ThreadPoolExecutor(app_settings.IMAGE_CONNECTIONS) as threads:
        return measure("decode", size, lambda: list(threads.map(check_picture, [content] * size)))


def advertise(start: int, count: int) -> None:
    """Give the dealer vehicles with ``count`` pictures, as a stock run leaves them."""
    site = measured_dealer().site
    numbers = range(start, start + count, PICTURES_A_VEHICLE)
    vehicles = Vehicle.objects.bulk_create(
        Vehicle(site=site, stock_number=f"V{number}", make="Toyota", source="easycars")
        for number in numbers
    )
    VehicleImage.objects.bulk_create(
        VehicleImage(vehicle=vehicle, position=position, source_url=f"{host()}{number + position}")
        for vehicle, number in zip(vehicles, numbers, strict=True)
        for position in range(PICTURES_A_VEHICLE)
        if number + position < start + count
    )


def synchronise(total: int, *, created: int) -> None:
    """Synchronise as the command does it; raises where the run did not do what it should."""
    run = create_run(measured_dealer().site, SyncRun.Kind.IMAGES, trigger=SyncRun.Trigger.COMMAND)
    sync_images(run)
    outcome = (run.status, run.created, run.done, run.total)
    if outcome != (SyncRun.Status.SUCCESS, created, total, total):
        raise RuntimeError(f"The run ended with {outcome}: {run.error}")


def count_requests() -> int:
    """Return how many pictures were asked for so far."""
    return int(requests.get(f"{host()}{COUNT.lstrip('/')}", timeout=10).text)


def host() -> str:
    url: str = settings.WAGTAIL_EASYCARS["API_BASE_URLS"]["test"]
    return url
