"""A site whose stock and pictures a test can change and look at."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.test import TestCase

from tests.images.run.host import PictureHost, jpeg
from wagtail_easycars.images.sync import sync_images
from wagtail_easycars.models import (
    EasyCarsSettings,
    ImageSource,
    StoredImage,
    SyncRun,
    VehicleImage,
)
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.stock.sync import sync_stock

Galleries = dict[str, list[str]]


class Dealer:
    """The dealer ``account`` of the sandbox with the site of ``settings``."""

    def __init__(
        self, settings: EasyCarsSettings, sandbox: Any, host: PictureHost, account: str = "harbour"
    ) -> None:
        self.settings = settings
        self.site = settings.site
        self._sandbox = sandbox
        self._host = host
        self._account = account

    def advertise(self, galleries: Galleries) -> SyncRun:
        """Let the feed have these vehicles with these pictures, and synchronise the stock."""
        self.change_feed(galleries)
        return self._run("stock", sync_stock)

    def change_feed(self, galleries: Galleries) -> None:
        self._sandbox.set_stock(self._account, [self._item(*each) for each in galleries.items()])

    def run(self, *, trigger: str = "command", **options: Any) -> SyncRun:
        """Synchronise the pictures, with the ``options`` of ``sync_images()``."""
        return self._run("images", sync_images, trigger=trigger, **options)

    def galleries(self) -> dict[str, list[str | None]]:
        """Return the names of the pictures that each vehicle shows, in their order."""
        names = {sha256(jpeg(name)).hexdigest(): name for name in self._all_names()}
        galleries: dict[str, list[str | None]] = {}
        for place in self.places():
            stored = place.stored_image
            shown = names.get(stored.content_hash, "?") if stored else None
            galleries.setdefault(place.vehicle.stock_number, []).append(shown)
        return galleries

    def places(self) -> Any:
        places = VehicleImage.objects.filter(vehicle__site=self.site)
        return places.select_related("vehicle", "stored_image", "source").order_by(
            "vehicle__stock_number", "position"
        )

    def stored(self) -> Any:
        return StoredImage.objects.filter(account=self.settings.account_number)

    def sources(self) -> Any:
        return ImageSource.objects.filter(account=self.settings.account_number)

    def source(self, name: str) -> ImageSource:
        return self.sources().get(url=self._host.url(name))

    def _run(self, kind: str, flow: Any, *, trigger: str = "command", **options: Any) -> SyncRun:
        self.settings = EasyCarsSettings.objects.get(pk=self.settings.pk)
        run = create_run(self.site, kind, trigger=trigger)
        with TestCase.captureOnCommitCallbacks(execute=True):
            flow(run, **options)
        run.refresh_from_db()
        return run

    def _item(self, number: str, names: list[str]) -> dict[str, Any]:
        urls = [name if "://" in name else self._host.url(name) for name in names]
        return {
            "StockNumber": number,
            "YardCode": "100",
            "Make": "Toyota",
            "Model": "Corolla",
            "Price": 10_000,
            "ImageURLs": ",".join(urls),
        }

    def _all_names(self) -> list[str]:
        names = [each.partition("?")[0] for each in self._host.requests]
        return [*dict.fromkeys([*names, *self._host.pages])]
