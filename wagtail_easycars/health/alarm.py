"""Tells of the one trouble that no tick can notice: that there is none."""

from __future__ import annotations

from wagtail_easycars.health.mails import send_due_mails
from wagtail_easycars.health.report import HealthReport
from wagtail_easycars.health.troubles import begin_troubles
from wagtail_easycars.models import Trouble


def tell_of_missing_tick(report: HealthReport) -> None:
    """Mail the ``ADMINS``, once, where ``report`` says that nothing starts by itself any more.

    Sends what else is due of such mails too, since nobody else does then. The next tick notes, and
    mails, that it is over.
    """
    missing = [each for each in report.findings if each.kind == Trouble.Kind.NO_TICK]
    if missing:
        begin_troubles(missing, report.at)
        send_due_mails(report.at)
