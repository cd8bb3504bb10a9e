from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_easycars.models.leads import Lead
from wagtail_easycars.models.vehicles import Vehicle


class DifferenceQuerySet(models.QuerySet["Difference"]):
    def standing(self) -> DifferenceQuerySet:
        """Return the decisions that every later sync goes by: left off the site, kept on it."""
        kinds = (Difference.Kind.ONLY_THERE, Difference.Kind.ONLY_HERE)
        return self.filter(kind__in=kinds, decision=Difference.Decision.OURS)

    def about_leads(self) -> DifferenceQuerySet:
        return self.filter(kind__in=Difference.OF_LEADS)


class Difference(models.Model):
    """One thing in which a site and its EasyCars account differ, and what a person decided on it.

    ``ours`` and ``theirs`` are values as JSON, nothing personal among them. A decision to keep what
    is only here, or to leave off what is only there, holds for every later sync.
    """

    class Kind(models.TextChoices):
        ONLY_THERE = "only_there", _("Only in EasyCars")
        ONLY_HERE = "only_here", _("Only on the site")
        FIELD = "field", _("Different details")
        HIDDEN = "hidden", _("Page not published")
        LEAD_ONLY_HERE = "lead_only_here", _("Lead not in EasyCars")
        LEAD_FIELD = "lead_field", _("Lead with different details")

    OF_LEADS = (Kind.LEAD_ONLY_HERE, Kind.LEAD_FIELD)

    class Cause(models.TextChoices):
        NEW = "new", _("It is not on the site yet. The next sync brings it.")
        FAILED = "failed", _("It cannot be used as it is in EasyCars.")
        BY_HAND = "by_hand", _("A vehicle that was entered by hand seems to be the same.")
        LEFT_OFF = "left_off", _("It was decided to leave it off the site.")
        MISSING = (
            "missing",
            _("EasyCars does not have it. The next sync withdraws it, or asks first."),
        )
        HELD = "held", _("EasyCars does not have it. Its withdrawal waits for a person.")
        KEPT = "kept", _("EasyCars does not have it. It was decided to keep it on the site.")
        MANUAL = "manual", _("It was entered by hand here, and EasyCars does not have it.")
        PENDING = "pending", _("The next sync takes it over.")
        PINNED = "pinned", _("It was changed here, and a sync leaves it so.")
        UNPUBLISHED = "unpublished", _("EasyCars advertises it, but its page is not published.")
        NO_PAGE = "no_page", _("EasyCars advertises it, but it has no page yet.")
        REJECTED = "rejected", _("EasyCars refused the lead.")
        UNCERTAIN = "uncertain", _("Nobody knows whether the lead has arrived.")
        LOCAL = "local", _("It was not sent: EasyCars takes no lead without a vehicle.")
        NOT_SHOWN = "not_shown", _("EasyCars does not show the lead. It may be deleted there.")
        REPORTED = "reported", _("EasyCars answers with another value.")

    class Decision(models.TextChoices):
        OPEN = "", _("Open")
        THEIRS = "theirs", _("Theirs taken")
        OURS = "ours", _("Ours kept")
        IGNORED = "ignored", _("Ignored")

    site = models.ForeignKey(
        Site,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("site"),
        db_index=False,  # the constraint below begins with it
    )
    # A digest of what tells it from the site's others, so that comparing again finds it again.
    key = models.CharField(max_length=40, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    cause = models.CharField(_("why"), max_length=20, choices=Cause.choices)
    detail = models.TextField(_("reason"), blank=True)
    vehicle = models.ForeignKey(
        Vehicle,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("vehicle"),
    )
    lead = models.ForeignKey(
        Lead,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead"),
    )
    reference = models.CharField(
        _("record"), max_length=255, blank=True, help_text=_("Stock number or lead number.")
    )
    title = models.CharField(_("title"), max_length=255, blank=True)
    field = models.CharField(_("field"), max_length=64, blank=True)
    ours = models.JSONField(_("on the site"), null=True, encoder=DjangoJSONEncoder)
    theirs = models.JSONField(_("in EasyCars"), null=True, encoder=DjangoJSONEncoder)
    # What the vehicle is made of where it is taken, and what of the feed it was compared with.
    item = models.JSONField(null=True, editable=False)
    feed_digest = models.CharField(max_length=64, blank=True, editable=False)
    found_at = models.DateTimeField(_("found at"), auto_now_add=True)

    decision = models.CharField(
        _("decision"), max_length=10, choices=Decision.choices, blank=True, default=Decision.OPEN
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = DifferenceQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("difference")
        verbose_name_plural = _("differences")
        ordering = ["kind", "reference", "field", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "key"], name="easycars_difference_key"),
            models.CheckConstraint(
                condition=Q(vehicle__isnull=True) | Q(lead__isnull=True),
                name="easycars_difference_of_one",
            ),
        ]
        indexes = [
            models.Index(fields=["site", "decision", "kind"], name="easycars_difference_open")
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.reference, self.title) if part)

    @property
    def is_about_lead(self) -> bool:
        return self.kind in self.OF_LEADS
