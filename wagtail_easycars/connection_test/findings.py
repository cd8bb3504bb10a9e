"""What a connection test found, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wagtail_easycars.connection_test.yards import FoundYard


class Step(TextChoices):
    HOST = "host", _("EasyCars can be reached")
    STOCK_TOKEN = "stock-token", _("Stock service: client ID and client secret")
    STOCK_ACCOUNT = "stock-account", _("Stock service: account number and account secret")
    LEAD_TOKEN = "lead-token", _("Lead service: client ID and client secret")
    LEAD_ACCOUNT = "lead-account", _("Lead service: account number and account secret")


class Outcome(TextChoices):
    OK = "ok", _("OK")
    DOUBTFUL = "doubtful", _("Look at this")
    FAILED = "failed", _("Failed")
    NOT_TRIED = "not-tried", _("Not tried")


@dataclass(frozen=True)
class Finding:
    """What one step found, in the clerk's words; ``technical_detail`` is for who looks deeper."""

    step: Step
    outcome: Outcome
    message: str
    technical_detail: str = ""
    yards: tuple[FoundYard, ...] = ()


@dataclass(frozen=True)
class ConnectionReport:
    """One finding for each step, in their order."""

    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome:
        """The worst of the steps."""
        outcomes = {finding.outcome for finding in self.findings}
        for worst in (Outcome.FAILED, Outcome.NOT_TRIED, Outcome.DOUBTFUL):
            if worst in outcomes:
                return Outcome.FAILED if worst is Outcome.NOT_TRIED else worst
        return Outcome.OK

    @property
    def yards(self) -> tuple[FoundYard, ...]:
        return tuple(yard for finding in self.findings for yard in finding.yards)
