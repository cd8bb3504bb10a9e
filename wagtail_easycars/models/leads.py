from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_easycars.models.vehicles import Vehicle


class Lead(models.Model):
    """A visitor's enquiry, and its own place in the outbox to EasyCars.

    Numbers of ``interest``, ``finance_status``, ``rating``, ``status`` and ``vehicle_type`` are
    those of ``CreateLead`` and ``UpdateLead``; the lengths are the contract's.
    """

    class Kind(models.TextChoices):
        """What visitors choose; EasyCars has an ``Interest`` for some of it only."""

        BUY = "buy", _("Buy")
        TEST_DRIVE = "test-drive", _("Test drive")
        FINANCE = "finance", _("Finance")
        SELL = "sell", _("Sell or trade in")
        SERVICE = "service", _("Service")
        OTHER = "other", _("Something else")

    class Interest(models.IntegerChoices):
        BUY = 1, _("Buy")
        LEASE = 2, _("Lease")
        SELL = 3, _("Sell or trade in")
        TEST_DRIVE = 4, _("Test drive")
        SERVICE = 5, _("Service")

    class FinanceStatus(models.IntegerChoices):
        YES = 1, _("Yes")
        NO = 2, _("No")
        MAYBE = 3, _("Maybe")

    class Rating(models.IntegerChoices):
        COLD = 1, _("Cold")
        WARM = 2, _("Warm")
        HOT = 3, _("Hot")

    class Status(models.IntegerChoices):
        NEW = 10, _("New")
        IN_PROGRESS = 30, _("In progress")
        WON = 50, _("Won")
        LOST = 60, _("Lost")
        DELETED = 90, _("Deleted")

    class VehicleType(models.IntegerChoices):
        CAR = 1, _("Car")
        MOTORBIKE = 2, _("Motorbike")
        BOAT = 3, _("Boat")
        CARAVAN = 4, _("Caravan")
        TRUCK = 5, _("Truck or bus")
        TRAILER = 6, _("Trailer")

    class Delivery(models.TextChoices):
        PENDING = "pending", _("Waiting")
        SENDING = "sending", _("Being sent")
        DELIVERED = "delivered", _("In EasyCars")
        UNCERTAIN = "uncertain", _("Uncertain")
        REJECTED = "rejected", _("Refused by EasyCars")
        LOCAL = "local", _("By mail only")

    class PreferredContact(models.TextChoices):
        ANY = "", _("No preference")
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("Email")

    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, related_name="+", verbose_name=_("site")
    )
    vehicle = models.ForeignKey(
        Vehicle,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=_("vehicle"),
    )
    # The vehicle as it was when the visitor asked, or the visitor's own (sell, service).
    stock_number = models.CharField(_("stock number"), max_length=20, blank=True)
    vehicle_make = models.CharField(_("make"), max_length=100, blank=True)
    vehicle_model = models.CharField(_("model"), max_length=50, blank=True)
    vehicle_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    vehicle_price = models.DecimalField(
        _("price"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    vehicle_type = models.PositiveSmallIntegerField(
        _("vehicle type"), choices=VehicleType.choices, null=True, blank=True
    )
    is_vehicle_new = models.BooleanField(_("new vehicle"), null=True, blank=True)
    # These two only of the visitor's own.
    vehicle_registration = models.CharField(_("rego"), max_length=10, blank=True)
    vehicle_odometer = models.PositiveIntegerField(_("kilometres"), null=True, blank=True)

    customer_name = models.CharField(_("name"), max_length=100)
    customer_email = models.EmailField(_("email"), max_length=100)
    customer_phone = models.CharField(_("phone"), max_length=20, blank=True)
    customer_mobile = models.CharField(_("mobile"), max_length=20, blank=True)
    customer_address = models.CharField(_("address"), max_length=200, blank=True)
    customer_city = models.CharField(_("suburb"), max_length=50, blank=True)
    customer_state = models.CharField(_("state"), max_length=20, blank=True)
    customer_postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    preferred_contact = models.CharField(
        _("preferred contact"), max_length=10, choices=PreferredContact.choices, blank=True
    )
    consent_text = models.TextField(_("consent as the visitor saw it"), blank=True)
    consent_version = models.CharField(_("version of the consent"), max_length=50, blank=True)
    consented_at = models.DateTimeField(_("consented at"), null=True, blank=True)

    kind = models.CharField(_("what it is about"), max_length=10, choices=Kind.choices, blank=True)
    interest = models.PositiveSmallIntegerField(
        _("interest"), choices=Interest.choices, default=Interest.BUY
    )
    finance_status = models.PositiveSmallIntegerField(
        _("finance"), choices=FinanceStatus.choices, null=True, blank=True
    )
    rating = models.PositiveSmallIntegerField(
        _("rating"), choices=Rating.choices, null=True, blank=True
    )
    status = models.PositiveSmallIntegerField(
        _("status"), choices=Status.choices, default=Status.NEW
    )
    message = models.TextField(_("message"), blank=True)
    notes = models.TextField(_("notes"), blank=True, help_text=_("Of the staff; sent to EasyCars."))
    source = models.CharField(_("source"), max_length=50, blank=True)
    source_page_url = models.CharField(_("page"), max_length=400, blank=True)
    source_vehicle = models.CharField(
        _("asked on the page of"),
        max_length=255,
        blank=True,
        help_text=_("The vehicle that a visitor looked at who then wrote about one of their own."),
    )

    external_id = models.UUIDField(_("reference"), default=uuid.uuid4, unique=True, editable=False)
    account = models.CharField(
        _("account number"),
        max_length=20,
        blank=True,
        editable=False,
        help_text=_("The EasyCars account that the lead was sent to, and whose numbers it bears."),
    )
    # Both environments may have an account with the same number.
    environment = models.CharField(
        _("environment of the account"), max_length=20, blank=True, editable=False
    )
    lead_number = models.CharField(_("lead number"), max_length=20, blank=True, editable=False)
    # Entered by a person while EasyCars could not be asked whose it is.
    has_unchecked_number = models.BooleanField(
        _("lead number not compared with EasyCars"), default=False, editable=False
    )
    customer_no = models.CharField(_("customer number"), max_length=20, blank=True, editable=False)
    quote_number = models.CharField(_("quote number"), max_length=50, blank=True, editable=False)

    delivery = models.CharField(
        _("delivery"),
        max_length=10,
        choices=Delivery.choices,
        default=Delivery.PENDING,
        editable=False,
    )
    attempts = models.PositiveIntegerField(_("attempts"), default=0, editable=False)
    next_attempt_at = models.DateTimeField(
        _("next attempt at"), null=True, blank=True, editable=False
    )
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True, editable=False)
    last_error = models.TextField(_("last error"), blank=True, editable=False)
    possibly_double = models.BooleanField(_("possibly double"), default=False, editable=False)
    claimed_by = models.CharField(max_length=150, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    highest_lead_number = models.CharField(
        _("highest lead number known before the attempt"),
        max_length=20,
        blank=True,
        editable=False,
    )

    # What EasyCars has by the last answer that can be relied on, or what the lead was sent with
    # where none came: only what differs is sent.
    sent_values = models.JSONField(default=dict, blank=True, editable=False)
    synced_at = models.DateTimeField(
        _("last exchanged with EasyCars at"), null=True, blank=True, editable=False
    )
    easycars_status = models.PositiveSmallIntegerField(
        _("status in EasyCars"),
        choices=Status.choices,
        null=True,
        blank=True,
        editable=False,
        help_text=_("Where EasyCars has reported one that differs and nobody has decided yet."),
    )

    notified_at = models.DateTimeField(
        _("mailed to the dealer at"), null=True, blank=True, editable=False
    )
    confirmed_at = models.DateTimeField(
        _("confirmed to the visitor at"), null=True, blank=True, editable=False
    )
    mail_attempts = models.PositiveIntegerField(default=0, editable=False)
    next_mail_at = models.DateTimeField(null=True, blank=True, editable=False)
    mail_error = models.TextField(_("why it was not mailed"), blank=True, editable=False)

    created_at = models.DateTimeField(_("received at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)
    anonymised_at = models.DateTimeField(_("anonymised at"), null=True, blank=True, editable=False)

    # An enquiry keeps no vehicle or site in use, and its visitor waits for no index.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        ordering = ["-created_at", "-pk"]
        # Wagtail's exports ask for no more than the right to view; leads are personal data.
        permissions = [("export_lead", "Can export leads")]
        indexes = [
            models.Index(fields=["delivery", "next_attempt_at"], name="easycars_lead_due"),
            models.Index(fields=["site", "-created_at"], name="easycars_lead_latest"),
            # Each minute somebody looks for leads that the dealer has not been told of.
            models.Index(fields=["notified_at", "site"], name="easycars_lead_unmailed"),
        ]

    def __str__(self) -> str:
        """Nothing of the person: Wagtail's log and others keep what a lead is called."""
        return f"{self.reference} ({self.about})"

    @property
    def reference(self) -> str:
        """What a visitor and the staff can tell each other on the phone, such as 3F9A-C21B."""
        digits = self.external_id.hex[:8].upper()
        return f"{digits[:4]}-{digits[4:]}"

    @property
    def about(self) -> str:
        """What it is about, in the visitor's words where they chose some."""
        return self.get_kind_display() or self.get_interest_display()

    @property
    def is_about_own_vehicle(self) -> bool:
        """Whether the vehicle is the visitor's, to sell or for a service."""
        return self.interest in (self.Interest.SELL, self.Interest.SERVICE)

    @property
    def vehicle_name(self) -> str:
        """Year, make and model as they were when the visitor asked."""
        parts = (str(self.vehicle_year or ""), self.vehicle_make, self.vehicle_model)
        return " ".join(part for part in parts if part)
