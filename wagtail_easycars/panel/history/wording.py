"""A run in a clerk's words."""

from __future__ import annotations

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.sync.result import describe_result


def describe_state(run: SyncRun) -> str:
    """Return what ``run`` has changed, or how far it is."""
    if run.status == SyncRun.Status.QUEUED:
        return _("Waiting to begin.")
    if run.status != SyncRun.Status.RUNNING:
        return capfirst(describe_result(run))
    if not run.total:
        return _("Under way.")
    numbers = {name: intcomma(getattr(run, name)) for name in ("done", "total")}
    return _("Under way: %(done)s of %(total)s done.") % numbers


def describe_starter(run: SyncRun) -> str:
    """Return who or what started ``run``, such as 'By hand (Kim Lee)'."""
    trigger = str(run.get_trigger_display())
    if run.user is None:
        return trigger
    names = {"trigger": trigger, "user": get_user_display_name(run.user)}
    return _("%(trigger)s (%(user)s)") % names
