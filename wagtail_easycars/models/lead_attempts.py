from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_easycars.models.leads import Lead


class LeadAttempt(models.Model):
    """One attempt to bring a lead to EasyCars, recorded before anything is sent."""

    class Purpose(models.TextChoices):
        CREATE = "create", _("Send the lead")
        FIND = "find", _("Look for a lead whose answer was lost")
        UPDATE = "update", _("Send a change")
        QUOTE = "quote", _("Send a quotation")

    class Outcome(models.TextChoices):
        UNDER_WAY = "", _("Under way")
        DONE = "done", _("Done")
        NOT_SENT = "not_sent", _("Not sent")
        UNKNOWN = "unknown", _("Outcome unknown")
        REFUSED = "refused", _("Refused by EasyCars")
        NOT_FOUND = "not_found", _("Not found")

    lead = models.ForeignKey(
        Lead, on_delete=models.CASCADE, related_name="delivery_attempts", verbose_name=_("lead")
    )
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    error = models.TextField(_("reason"), blank=True)
    detail = models.TextField(_("technical detail"), blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("delivery attempt")
        verbose_name_plural = _("delivery attempts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.get_outcome_display()}"
