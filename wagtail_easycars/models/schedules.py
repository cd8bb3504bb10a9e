from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_easycars.models.runs import SyncRun


class SyncSchedule(models.Model):
    """When a site's next run of one kind is due, and how its last ones ended.

    Reckoned from the site's settings at each tick, so that these can be changed anywhere.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=SyncRun.Kind.choices)
    # What ``next_due_at`` was reckoned from.
    schedule = models.CharField(_("schedule"), max_length=255, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    next_due_at = models.DateTimeField(_("next due at"), null=True, blank=True, db_index=True)

    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    # Without those of runs that a person started, which make the schedule wait no longer.
    own_failures = models.PositiveIntegerField(_("failures in a row by schedule"), default=0)
    is_stopped = models.BooleanField(
        _("stopped"),
        default=False,
        help_text=_("EasyCars refused the credentials: nothing starts before they are changed."),
    )
    # A keyed digest of the credentials that the last run failed with.
    failed_credentials = models.CharField(max_length=64, blank=True)
    last_run = models.ForeignKey(
        SyncRun,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("last run"),
    )
    last_success_at = models.DateTimeField(_("last success at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sync schedule")
        verbose_name_plural = _("sync schedules")
        constraints = [
            models.UniqueConstraint(fields=["site", "kind"], name="easycars_schedule_site_kind")
        ]

    def __str__(self) -> str:
        return f"{self.site}: {self.get_kind_display()}"


class Tick(models.Model):
    """When the schedules were last looked at: one row for the whole installation."""

    class Step(models.TextChoices):
        """What a tick does, as logs and reports name it, and as people do."""

        QUEUE = "schedule of the queue", _("the schedule of the job queue")
        INTERRUPTED_RUNS = "interrupted runs", _("syncs that were interrupted")
        SCHEDULES = "schedules", _("when the next syncs are due")
        DUE_RUNS = "due runs", _("syncs that are due")
        LOST_RUNS = "lost runs", _("syncs that wait and that the job queue has lost")
        LEADS = "leads", _("leads that wait")
        PICTURES = "pictures", _("pictures that wait")
        HOUSEKEEPING = "housekeeping", _("what has been kept for long enough")
        TROUBLES = "troubles", _("what needs a person")
        MAILS = "mails about troubles", _("the mails about what needs a person")

    began_at = models.DateTimeField(_("began at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    # What the last one could not do, and since when none could do all.
    failed_steps = models.JSONField(_("failed steps"), default=list, blank=True)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("tick")
        verbose_name_plural = _("ticks")

    def __str__(self) -> str:
        return self.began_at.isoformat()
