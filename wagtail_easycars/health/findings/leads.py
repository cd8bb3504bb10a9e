"""Whether leads reach EasyCars and the dealer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.timesince import timesince
from django.utils.translation import ngettext

from wagtail_easycars.health.findings.finding import Finding
from wagtail_easycars.health.leads import LEAD_WAITS_TOO_LONG
from wagtail_easycars.health.state import SiteState
from wagtail_easycars.models import Trouble


def find_leads(site: SiteState, now: datetime) -> Iterator[Finding]:
    """Find the leads of ``site`` that reach nobody, or not EasyCars."""
    yield from _find_waiting(site, now)
    if site.refused_leads:
        yield _find_refused(site, site.refused_leads)
    if site.unmailed_leads:
        yield _find_unmailed(site, site.unmailed_leads)
    if site.unseen_leads:
        yield _find_unseen(site, site.unseen_leads)


def _find_waiting(site: SiteState, now: datetime) -> Iterator[Finding]:
    oldest = site.oldest_waiting_lead
    if oldest is None or now - oldest <= LEAD_WAITS_TOO_LONG:
        return
    text = ngettext(
        "%(count)d lead waits for %(time)s and is not in EasyCars yet. The lead says why.",
        "%(count)d leads wait and are not in EasyCars yet, the oldest for %(time)s. Each says why.",
        site.waiting_leads,
    )
    values = {"count": site.waiting_leads, "time": timesince(oldest, now)}
    yield Finding(Trouble.Kind.LEADS_WAIT, text % values, site.site)


def _find_refused(site: SiteState, count: int) -> Finding:
    text = ngettext(
        "%(count)d lead was refused by EasyCars. Open it to see why, mend it and send it again; or "
        "set its status to 'Lost' or 'Won' where that is no use any more.",
        "%(count)d leads were refused by EasyCars. Open each to see why, mend it and send it "
        "again; or set its status to 'Lost' or 'Won' where that is no use any more.",
        count,
    )
    return Finding(Trouble.Kind.LEADS_REFUSED, text % {"count": count}, site.site)


def _find_unmailed(site: SiteState, count: int) -> Finding:
    text = ngettext(
        "%(count)d lead could not be mailed for more than an hour. Read it under 'Leads', and look "
        "whether the notification addresses in the settings are right. If they are, ask whoever "
        "looks after the website whether it can send mails.",
        "%(count)d leads could not be mailed for more than an hour. Read them under 'Leads', and "
        "look whether the notification addresses in the settings are right. If they are, ask "
        "whoever looks after the website whether it can send mails.",
        count,
    )
    return Finding(Trouble.Kind.LEADS_UNMAILED, text % {"count": count}, site.site)


def _find_unseen(site: SiteState, count: int) -> Finding:
    text = ngettext(
        "%(count)d lead has reached nobody: it names no vehicle, so EasyCars does not take it, and "
        "there is no address to mail it to. Answer it under 'Leads', and enter a notification "
        "address in the settings.",
        "%(count)d leads have reached nobody: they name no vehicle, so EasyCars does not take "
        "them, and there is no address to mail them to. Answer them under 'Leads', and enter a "
        "notification address in the settings.",
        count,
    )
    return Finding(Trouble.Kind.LEADS_UNSEEN, text % {"count": count}, site.site)
