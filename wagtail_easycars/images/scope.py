"""Which pictures one site's run is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_easycars.connection import NotConfigured, check_active
from wagtail_easycars.images.storage.base import ImageStorage
from wagtail_easycars.images.storage.choose import get_storage
from wagtail_easycars.models import (
    EasyCarsSettings,
    ImageSource,
    StoredImage,
    Vehicle,
    VehicleImage,
)
from wagtail_easycars.models.images import ImageSourceQuerySet, VehicleImageQuerySet


@dataclass(frozen=True)
class Scope:
    """The galleries of a site's listed vehicles, and what its account has in its storage."""

    site: Site
    account: str
    storage: ImageStorage

    def places(self) -> VehicleImageQuerySet:
        """Return the places of the galleries that visitors see."""
        return VehicleImage.objects.filter(
            vehicle__site=self.site, vehicle__status__in=Vehicle.LISTED
        )

    def unlinked_places(self) -> VehicleImageQuerySet:
        """Return the places whose address is not known yet in this account and storage."""
        elsewhere = ~Q(source__account=self.account) | ~Q(source__storage=self.storage.location)
        return self.places().filter(Q(source=None) | elsewhere)

    def sources(self) -> ImageSourceQuerySet:
        """Return the addresses that the account's sites share in this storage."""
        return ImageSource.objects.filter(account=self.account, storage=self.storage.location)

    def shown_sources(self) -> ImageSourceQuerySet:
        """Return the addresses of ``places()``; one may come several times."""
        return self.sources().filter(
            vehicle_images__vehicle__site=self.site,
            vehicle_images__vehicle__status__in=Vehicle.LISTED,
        )

    def free(self, now: datetime) -> Q:
        """Return the condition that no run of another site is about to download an address."""
        return Q(claimed_by=None) | Q(claimed_by=self.site) | Q(claimed_until__lt=now)

    def stored_images(self) -> QuerySet[StoredImage]:
        """Return the pictures that the account's sites share in this storage."""
        return StoredImage.objects.filter(account=self.account, storage=self.storage.location)


def get_scope(settings: EasyCarsSettings) -> Scope:
    """Return the pictures of the site of ``settings``.

    Raises ``NotConfigured`` where the site is switched off or has no account, and
    ``StorageUnusable`` where its storage is not set up.
    """
    check_active(settings)
    if not settings.account_number:
        raise NotConfigured(_("The EasyCars settings of this site lack the account number."))
    return Scope(settings.site, settings.account_number, get_storage(settings))
