from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site
from wagtail.search import index

from wagtail_easycars.models.last_seen import LastSeenField
from wagtail_easycars.models.querysets import VehicleQuerySet
from wagtail_easycars.page_lookup import get_vehicle_page


class VehicleType(models.TextChoices):
    """``StockType`` of the contract."""

    CAR = "A", _("Car")
    BOAT = "B", _("Boat")
    CARAVAN = "C", _("Caravan or camper")
    TRUCK = "H", _("Truck or bus")
    MOTORBIKE = "M", _("Motorbike")
    TRAILER = "T", _("Trailer")


class Vehicle(index.Indexed, models.Model):
    """One vehicle of one site's stock.

    Fields hold what the feed says, less what staff pinned; ``feed`` holds the whole item. Prices
    are AUD, ``odometer`` is in ``odometer_unit``.
    """

    class Status(models.TextChoices):
        AVAILABLE = "available", _("Available")
        RESERVED = "reserved", _("Deposit taken")
        SOLD = "sold", _("Sold")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Condition(models.TextChoices):
        NEW = "new", _("New")
        USED = "used", _("Used")
        DEMO = "demo", _("Demo")

    class Source(models.TextChoices):
        EASYCARS = "easycars", _("EasyCars")
        MANUAL = "manual", _("Entered by hand")

    class OdometerUnit(models.TextChoices):
        KILOMETRES = "km", _("kilometres")
        MILES = "mi", _("miles")

    LISTED = (Status.AVAILABLE, Status.RESERVED)

    site = models.ForeignKey(
        Site,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("site"),
        db_index=False,  # the indexes below begin with it
    )
    site.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    stock_number = models.CharField(_("stock number"), max_length=64)
    yard_code = models.CharField(_("yard code"), max_length=64, blank=True)
    yard_name = models.CharField(_("yard"), max_length=150, blank=True)
    vin = models.CharField(_("VIN"), max_length=64, blank=True)
    registration = models.CharField(_("rego"), max_length=32, blank=True)
    make = models.CharField(_("make"), max_length=150, blank=True)
    model = models.CharField(_("model"), max_length=150, blank=True)
    badge = models.CharField(_("badge"), max_length=255, blank=True)
    series = models.CharField(_("series"), max_length=150, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1886), MaxValueValidator(2100)],
    )
    price = models.DecimalField(
        _("price"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
        help_text=_("In AUD. Leave empty for “price on application”."),
    )
    special_price = models.DecimalField(
        _("special price"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
        help_text=_("In AUD. Shown beside the price where it is lower."),
    )
    is_drive_away = models.BooleanField(
        _("drive away"),
        null=True,
        blank=True,
        help_text=_("Whether the price includes government charges."),
    )
    odometer = models.PositiveIntegerField(
        _("odometer"), null=True, blank=True, validators=[MaxValueValidator(9_999_999)]
    )
    odometer_unit = models.CharField(
        _("odometer unit"),
        max_length=2,
        choices=OdometerUnit.choices,
        default=OdometerUnit.KILOMETRES,
    )
    body = models.CharField(_("body"), max_length=150, blank=True)
    colour = models.CharField(_("colour"), max_length=150, blank=True)
    interior_colour = models.CharField(_("interior colour"), max_length=150, blank=True)
    transmission = models.CharField(_("transmission"), max_length=150, blank=True)
    fuel_type = models.CharField(_("fuel type"), max_length=150, blank=True)
    drive_type = models.CharField(_("drive type"), max_length=150, blank=True)
    # Without choices in the database: EasyCars may add a type, and must be able to use it.
    vehicle_type = models.CharField(_("vehicle type"), max_length=32, blank=True)
    condition = models.CharField(
        _("condition"), max_length=10, choices=Condition.choices, default=Condition.USED
    )
    stock_status = models.CharField(_("stock status in EasyCars"), max_length=150, blank=True)
    deposit_taken = models.BooleanField(_("deposit taken"), default=False)
    description = models.TextField(_("description"), blank=True)

    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.AVAILABLE
    )
    source = models.CharField(
        _("source"),
        max_length=10,
        choices=Source.choices,
        default=Source.MANUAL,
        editable=False,
    )
    pinned_fields = models.JSONField(_("pinned fields"), default=list, blank=True, editable=False)
    feed = models.JSONField(_("feed"), default=dict, blank=True, editable=False)
    feed_digest = models.CharField(max_length=64, blank=True, editable=False)
    extra = models.JSONField(
        _("extra facts"), default=dict, blank=True, editable=False, encoder=DjangoJSONEncoder
    )

    previous_price = models.DecimalField(
        _("previous price"), max_digits=12, decimal_places=2, null=True, blank=True, editable=False
    )
    price_changed_at = models.DateTimeField(
        _("price changed at"), null=True, blank=True, editable=False
    )
    first_seen_at = models.DateTimeField(_("first seen at"), auto_now_add=True)
    last_seen_at = LastSeenField(_("last seen at"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(
        _("off the site since"), null=True, blank=True, editable=False
    )
    told_apart_from = models.JSONField(
        _("not the same car as"),
        default=list,
        blank=True,
        editable=False,
        help_text=_("Keys of vehicles from EasyCars with the VIN of this one, entered by hand."),
    )
    withdrawal_held_at = models.DateTimeField(
        _("withdrawal held since"), null=True, blank=True, editable=False
    )
    withdrawal_held_by = models.ForeignKey(
        "wagtail_easycars.SyncRun",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("withdrawal held by"),
    )
    withdrawal_held_by.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    objects = VehicleQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("identifiers"),
        index.AutocompleteField("identifiers"),
        index.FilterField("id"),
        index.FilterField("site"),
        index.FilterField("status"),
        index.FilterField("source"),
        index.FilterField("condition"),
        index.FilterField("make"),
        index.FilterField("stock_number"),
        index.FilterField("price"),
    ]

    class Meta:
        verbose_name = _("vehicle")
        verbose_name_plural = _("vehicles")
        ordering = ["-first_seen_at", "-pk"]
        permissions = [
            ("withdraw_vehicle", "Can take vehicles off the site, and decide on held withdrawals")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "stock_number"],
                name="easycars_vehicle_stock_number",
                violation_error_message=_(
                    "This site already has a vehicle with this stock number."
                ),
            )
        ]
        indexes = [
            models.Index(fields=["site", "status", "price"], name="easycars_vehicle_price"),
            models.Index(fields=["site", "vin"], name="easycars_vehicle_vin"),
            models.Index(fields=["site", "source", "vin"], name="easycars_vehicle_source"),
            # So that what waits is counted without reading the rows, which hold whole feeds.
            models.Index(fields=["site", "withdrawal_held_at"], name="easycars_vehicle_held"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Year, make, model and badge, as dealers name a vehicle."""
        parts = (str(self.year or ""), self.make, self.model, self.badge)
        return " ".join(part for part in parts if part) or self.stock_number

    @property
    def identifiers(self) -> str:
        """What a vehicle can be looked up by: stock number, rego and VIN."""
        return f"{self.stock_number} {self.registration} {self.vin}"

    @property
    def is_listed(self) -> bool:
        return self.status in self.LISTED

    def follow_status(self, now: datetime) -> bool:
        """Set, without saving, since when the vehicle is off the site, as its status says.

        Return whether ``withdrawn_at`` has to be saved.
        """
        if self.is_listed == (self.withdrawn_at is None):
            return False
        self.withdrawn_at = None if self.is_listed else now
        return True

    def follow_price(self, former_price: Decimal | None, now: datetime) -> bool:
        """Note, without saving, what the price was before, if there was one and it has changed.

        Return whether ``previous_price`` and ``price_changed_at`` have to be saved.
        """
        if former_price is None or former_price == self.price:
            return False
        self.previous_price, self.price_changed_at = former_price, now
        return True

    @property
    def page(self) -> Any:
        """The page of ``VEHICLE_PAGE_MODEL`` that shows this vehicle, or ``None``."""
        return get_vehicle_page(self)
