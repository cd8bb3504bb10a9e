from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_easycars.models.runs import SyncRun


class Trouble(models.Model):
    """Something that needs a person: told once when it begins, and once when it is over.

    One row for each thing that can be wrong, used again whenever it is wrong again.
    """

    class Kind(models.TextChoices):
        FAILING = "failing", _("Keeps failing")
        REFUSED = "refused", _("EasyCars refuses the credentials")
        OVERDUE = "overdue", _("Overdue")
        UNREADABLE = "unreadable", _("A schedule cannot be read")
        HELD = "held", _("Withdrawals wait for a person")
        LEADS_WAIT = "leads_wait", _("Leads wait for too long")
        LEADS_REFUSED = "leads_refused", _("EasyCars refuses leads")
        LEADS_UNMAILED = "leads_unmailed", _("Leads cannot be mailed")
        LEADS_UNSEEN = "leads_unseen", _("Leads reach nobody")
        NO_TICK = "no_tick", _("Schedules are not looked at")
        STEP_FAILS = "step_fails", _("Not all is looked after")

    ABOUT_LEADS = (Kind.LEADS_WAIT, Kind.LEADS_REFUSED, Kind.LEADS_UNMAILED, Kind.LEADS_UNSEEN)

    # Made of the next three, since a unique constraint lets null be there twice.
    key = models.CharField(max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    run_kind = models.CharField(
        _("kind of run"), max_length=10, choices=SyncRun.Kind.choices, blank=True
    )
    description = models.TextField(_("description"), blank=True)
    began_at = models.DateTimeField(_("began at"))
    over_at = models.DateTimeField(_("over at"), null=True, blank=True)

    # Whether a mail about the beginning, or the end, is still to be sent, and since when it waits.
    is_mail_due = models.BooleanField(default=False)
    mail_attempts = models.PositiveIntegerField(default=0)
    next_mail_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("trouble")
        verbose_name_plural = _("troubles")
        indexes = [
            models.Index(fields=["over_at"], name="easycars_trouble_open"),
            models.Index(fields=["is_mail_due", "next_mail_at"], name="easycars_trouble_mail"),
        ]

    def __str__(self) -> str:
        return f"{self.site or '-'}: {self.get_kind_display()}"
