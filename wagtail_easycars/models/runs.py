from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class SyncRunManager(models.Manager["SyncRun"]):
    def last_complete_stock_run(self, site_id: int) -> datetime | None:
        """Return when the site's whole stock was last seen, or ``None``."""
        return (
            self.filter(site_id=site_id, kind=SyncRun.Kind.STOCK, is_complete=True)
            .order_by("-finished_at")
            .values_list("finished_at", flat=True)
            .first()
        )


class SyncRun(models.Model):
    """One synchronisation of one site: what it did, how far it is, and why it ended."""

    class Kind(models.TextChoices):
        STOCK = "stock", _("Stock")
        IMAGES = "images", _("Pictures")
        LEADS = "leads", _("Leads")
        COMPARISON = "comparison", _("Comparison")

    class Trigger(models.TextChoices):
        SCHEDULE = "schedule", _("Schedule")
        MANUAL = "manual", _("By hand")
        COMMAND = "command", _("Command")

    class Status(models.TextChoices):
        QUEUED = "queued", _("Queued")
        RUNNING = "running", _("Running")
        SUCCESS = "success", _("Success")
        WARNING = "warning", _("Warning")
        FAILED = "failed", _("Failed")

    UNFINISHED = (Status.QUEUED, Status.RUNNING)

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("site")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    trigger = models.CharField(_("trigger"), max_length=10, choices=Trigger.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("started by"),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.QUEUED
    )
    is_exchange = models.BooleanField(
        _("asks EasyCars"),
        default=True,
        help_text=_("Not a run that carries out what a person decided."),
    )
    queued_at = models.DateTimeField(_("queued at"), auto_now_add=True)
    # Where the queue may have lost it.
    requeued_at = models.DateTimeField(_("queued again at"), null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    is_complete = models.BooleanField(
        _("complete"),
        default=False,
        help_text=_("Whether the answer held the whole stock, so that what is missing is gone."),
    )

    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("total"), default=0)
    seen = models.PositiveIntegerField(_("vehicles in the feed"), default=0)
    created = models.PositiveIntegerField(_("new"), default=0)
    updated = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    withdrawn = models.PositiveIntegerField(_("withdrawn"), default=0)
    held = models.PositiveIntegerField(_("withdrawals held"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)
    pages_created = models.PositiveIntegerField(_("pages published"), default=0)
    error = models.TextField(_("error"), blank=True)

    # Whether the process that carries it out has recorded that all was done.
    is_finished = False

    objects = SyncRunManager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sync run")
        verbose_name_plural = _("sync runs")
        ordering = ["-pk"]
        permissions = [("start_syncrun", "Can start syncs")]
        indexes = [
            models.Index(
                fields=["site", "kind", "-started_at", "status"], name="easycars_run_latest"
            ),
            models.Index(
                fields=["site", "kind", "is_complete", "-finished_at"],
                name="easycars_run_complete",
            ),
            models.Index(fields=["site", "kind", "status", "-id"], name="easycars_run_newest"),
            models.Index(fields=["status", "queued_at"], name="easycars_run_unfinished"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"


class SyncChange(models.Model):
    """What a run did to one record, and why."""

    class Action(models.TextChoices):
        CREATED = "created", _("New")
        UPDATED = "updated", _("Changed")
        RELISTED = "relisted", _("Relisted under a new stock number")
        RETURNED = "returned", _("Back in the feed")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        HELD = "held", _("Withdrawal held")
        DISMISSED = "dismissed", _("Withdrawal dismissed")
        PUBLISHED = "published", _("Page published")
        DRIFT = "drift", _("Unknown field in the feed")
        FAILED = "failed", _("Failed")

    run = models.ForeignKey(
        SyncRun,
        on_delete=models.CASCADE,
        related_name="changes",
        verbose_name=_("run"),
        db_index=False,  # the index below begins with it
    )
    action = models.CharField(_("action"), max_length=20, choices=Action.choices)
    vehicle = models.ForeignKey(
        "wagtail_easycars.Vehicle",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sync_changes",
        verbose_name=_("vehicle"),
    )
    lead = models.ForeignKey(
        "wagtail_easycars.Lead",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sync_changes",
        verbose_name=_("lead"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
        db_index=False,
    )
    reference = models.CharField(
        _("record"), max_length=255, blank=True, help_text=_("Stock number or lead number.")
    )
    title = models.CharField(_("title"), max_length=255, blank=True)
    before = models.JSONField(_("before"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("after"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    error = models.TextField(_("reason"), blank=True)
    created_at = models.DateTimeField(_("at"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sync change")
        verbose_name_plural = _("sync changes")
        ordering = ["pk"]
        indexes = [
            # With its key, so that counts of a run and the ends of its pages read no rows.
            models.Index(fields=["run", "action", "id"], name="easycars_change_action"),
            models.Index(fields=["reference", "run"], name="easycars_change_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.reference}"


class SyncLease(models.Model):
    """Who may write for one site and kind. ``fence`` grows with each holder, so that a holder that
    was silent for too long finds out before it writes."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=SyncRun.Kind.choices)
    holder = models.CharField(max_length=150, blank=True)
    fence = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)
    run = models.ForeignKey(
        SyncRun, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "kind"], name="easycars_lease_site_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.holder or '-'}"
