from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string
from wagtail.models import Site

from wagtail_easycars.models.vehicles import Vehicle


class StoredImage(models.Model):
    """One picture in a storage, found again by its content, so that none is stored twice.

    Shared by every vehicle and site of one EasyCars account.
    """

    account = models.CharField(_("account number"), max_length=20)
    storage = models.CharField(
        _("storage"),
        max_length=255,
        help_text=_("The location of an image storage, such as 'wagtail' or 'cloudinary:CLOUD'."),
    )
    # SHA-256 of the bytes as they were downloaded.
    content_hash = models.CharField(max_length=64)

    image = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
        help_text=_("Where Wagtail is the storage."),
    )
    reference = models.CharField(
        _("reference"),
        max_length=255,
        blank=True,
        help_text=_("What the storage finds the picture by, such as Cloudinary's public id."),
    )
    version = models.CharField(_("version"), max_length=32, blank=True)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    file_size = models.PositiveIntegerField(_("size in bytes"))
    stored_at = models.DateTimeField(_("stored at"), auto_now_add=True)

    class Meta:
        verbose_name = _("stored picture")
        verbose_name_plural = _("stored pictures")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "storage", "content_hash"], name="easycars_stored_content"
            ),
        ]

    def __str__(self) -> str:
        return str(self.image) if self.image_id else self.reference


class ImageSourceQuerySet(models.QuerySet["ImageSource"]):
    def due(self, now: datetime) -> ImageSourceQuerySet:
        """Return the addresses to download now: none of a failed one's wait is left."""
        has_waited = Q(next_attempt_at=None) | Q(next_attempt_at__lte=now)
        return self.filter(has_waited, stored_image=None)


class ImageSource(models.Model):
    """One address of the feed's pictures: what has become of it in one storage.

    Shared by every vehicle and site of one EasyCars account, so that nothing is downloaded twice.
    """

    account = models.CharField(_("account number"), max_length=20)
    storage = models.CharField(_("storage"), max_length=255)
    # Text, since MySQL and MariaDB cannot index a URL of this length; its SHA-256 can be.
    url = models.TextField(_("address in the feed"))
    url_hash = models.CharField(max_length=64)
    etag = models.CharField(max_length=255, blank=True)

    stored_image = models.ForeignKey(
        StoredImage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sources",
        verbose_name=_("stored picture"),
    )
    stored_image.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    last_attempt_at = models.DateTimeField(_("last attempt at"), null=True, blank=True)
    next_attempt_at = models.DateTimeField(_("next attempt at"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    # Whose run is about to download it; runs of the account's other sites leave it alone till then.
    claimed_by = models.ForeignKey(
        Site, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimed_by.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    claimed_until = models.DateTimeField(null=True, blank=True)

    objects = ImageSourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture address")
        verbose_name_plural = _("picture addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "storage", "url_hash"], name="easycars_source_address"
            ),
        ]

    def __str__(self) -> str:
        return self.url


class VehicleImageQuerySet(models.QuerySet["VehicleImage"]):
    def displayable(self) -> VehicleImageQuerySet:
        """Return the pictures that visitors may see.

        One that is stored, or one that was not tried yet: what could not be stored may be no
        picture at all.
        """
        not_tried = Q(source=None) | Q(source__last_error="")
        return self.filter(Q(stored_image__isnull=False) | not_tried)

    def outdated(self) -> VehicleImageQuerySet:
        """Return those that do not show the picture of their address although it is stored."""
        newer = ~Q(stored_image=F("source__stored_image")) | Q(stored_image=None)
        return self.filter(newer, source__stored_image__isnull=False)


class VehicleImage(models.Model):
    """One place in the gallery of a vehicle, in the feed's order.

    ``source_url`` is what the feed wants there; ``stored_image`` is what is shown. Where a new
    address cannot be stored, the place keeps the picture that it had.
    """

    vehicle = models.ForeignKey(
        Vehicle, on_delete=models.CASCADE, related_name="images", verbose_name=_("vehicle")
    )
    vehicle.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    position = models.PositiveIntegerField(_("position"), default=0)
    source_url = models.TextField(_("address in the feed"))
    source = models.ForeignKey(
        ImageSource,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="vehicle_images",
        verbose_name=_("picture address"),
    )
    source.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    stored_image = models.ForeignKey(
        StoredImage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="vehicle_images",
        verbose_name=_("stored picture"),
    )
    stored_image.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    objects = VehicleImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("vehicle picture")
        verbose_name_plural = _("vehicle pictures")
        ordering = ["vehicle", "position"]

    def __str__(self) -> str:
        return self.source_url
