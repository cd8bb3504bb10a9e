from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string

from wagtail_easycars.models.vehicles import Vehicle


class StoredImage(models.Model):
    """What is known of one address of the feed's pictures, however many vehicles show it.

    Found again by address, then by ETag, then by content, so that nothing is stored twice.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting")
        STORED = "stored", _("Stored")
        FAILED = "failed", _("Failed")

    # Text, since MySQL and MariaDB cannot index a URL of this length; its hash can be.
    source_url = models.TextField(_("address in the feed"))
    source_url_hash = models.CharField(max_length=64, db_index=True)
    etag = models.CharField(max_length=255, blank=True)
    content_hash = models.CharField(max_length=64, blank=True, db_index=True)

    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PENDING
    )
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt at"), null=True, blank=True)
    stored_at = models.DateTimeField(_("stored at"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)

    image = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )
    cloudinary_public_id = models.CharField(max_length=255, blank=True)
    cloudinary_version = models.CharField(max_length=32, blank=True)
    width = models.PositiveIntegerField(_("width"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height"), null=True, blank=True)
    file_size = models.PositiveIntegerField(_("size in bytes"), null=True, blank=True)

    class Meta:
        verbose_name = _("stored picture")
        verbose_name_plural = _("stored pictures")
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="easycars_image_due"),
        ]

    def __str__(self) -> str:
        return self.source_url


class VehicleImage(models.Model):
    """One picture in the gallery of a vehicle, in the feed's order.

    Waits to be stored as long as it has no ``stored_image`` in the state 'stored'.
    """

    vehicle = models.ForeignKey(
        Vehicle, on_delete=models.CASCADE, related_name="images", verbose_name=_("vehicle")
    )
    vehicle.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    position = models.PositiveIntegerField(_("position"), default=0)
    source_url = models.TextField(_("address in the feed"))
    stored_image = models.ForeignKey(
        StoredImage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="vehicle_images",
        verbose_name=_("stored picture"),
    )
    stored_image.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta:
        verbose_name = _("vehicle picture")
        verbose_name_plural = _("vehicle pictures")
        ordering = ["vehicle", "position"]

    def __str__(self) -> str:
        return self.source_url
