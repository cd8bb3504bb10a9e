"""Tells what a tick may be unable to tell: that there is none, or what it cannot do."""

from __future__ import annotations

from wagtail_easycars.health.mails import send_due_mails
from wagtail_easycars.health.report import HealthReport
from wagtail_easycars.health.troubles import begin_troubles
from wagtail_easycars.models import Trouble

OF_TICKS = (Trouble.Kind.NO_TICK, Trouble.Kind.STEP_FAILS)


def tell_of_missing_tick(report: HealthReport) -> None:
    """Mail the ``ADMINS``, once, where ``report`` says that ticks do not come or cannot do all.

    What a tick cannot do may be to tell of it. Sends what else is due of such mails too, since
    nobody else may do then. The ticks note, and mail, that it is over.
    """
    of_ticks = [each for each in report.findings if each.kind in OF_TICKS]
    if of_ticks:
        begin_troubles(of_ticks, report.at)
        send_due_mails(report.at)
