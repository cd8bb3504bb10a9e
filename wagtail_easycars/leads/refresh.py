"""Asking EasyCars what has become of the leads that staff still work on."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from itertools import islice

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_easycars.client import EasyCarsClient
from wagtail_easycars.client.answers import LeadDetail
from wagtail_easycars.client.errors import AuthenticationRefused, ClientError, Refused
from wagtail_easycars.leads.journal import Journal, explain_not_shown
from wagtail_easycars.leads.numbers import as_stored
from wagtail_easycars.leads.outage import Outage
from wagtail_easycars.leads.outbox import get_open_leads
from wagtail_easycars.leads.payloads import get_changes
from wagtail_easycars.leads.senders import Steps
from wagtail_easycars.leads.status import take_reported_status
from wagtail_easycars.models import EasyCarsSettings, Lead

# EasyCars has no list of leads: each costs a request. Those asked for longest ago come first.
REFRESHED_A_RUN = 100


def get_leads_to_refresh(settings: EasyCarsSettings, delivered_before: datetime) -> list[Lead]:
    """Return open leads that were delivered before then, the one exchanged longest ago first.

    Those with a change that is not sent yet are left out: what EasyCars has of them is old.
    """
    leads = get_open_leads(settings).filter(delivered_at__lt=delivered_before)
    oldest_first = leads.order_by("synced_at", "pk").iterator(chunk_size=2 * REFRESHED_A_RUN)
    unchanged = (lead for lead in oldest_first if not get_changes(lead))
    return list(islice(unchanged, REFRESHED_A_RUN))


class Refresher:
    """Refreshes leads. ``steps()`` is for ``Senders.carry_out()``."""

    def __init__(
        self, settings: EasyCarsSettings, client: EasyCarsClient, journal: Journal, outage: Outage
    ) -> None:
        self._settings = settings
        self._client = client
        self._journal = journal
        self._outage = outage

    def steps(self, lead: Lead) -> Steps:
        """Ask EasyCars for ``lead``, and take what the answer has that is news."""
        if self._outage.has_begun:
            return
        asked_at = timezone.now()
        try:
            detail: LeadDetail = yield partial(self._client.get_lead_detail, lead.lead_number)
        except AuthenticationRefused as error:
            self._outage.note_failure(error)
        except Refused as error:
            self._outage.note_answer()
            self._note_refusal(lead, error)
        except ClientError as error:
            self._outage.note_failure(error)
        else:
            self._outage.note_answer()
            if _unchanged(lead).update(synced_at=asked_at, last_error=""):
                self._take(lead, detail)

    def _take(self, lead: Lead, detail: LeadDetail) -> None:
        customer_no = as_stored(detail.customer_no)
        if customer_no and customer_no != lead.customer_no:
            _unchanged(lead).update(customer_no=customer_no)
        before = {"lead_status": lead.status, "easycars_status": lead.easycars_status}
        if not take_reported_status(lead, detail.lead_status, self._settings.lead_status_policy):
            self._journal.note_unchanged(lead)
            return
        after = {"lead_status": lead.status, "easycars_status": lead.easycars_status}
        self._journal.note_changed(lead, before, after)

    def _note_refusal(self, lead: Lead, error: Refused) -> None:
        """Said once: the lead may have been deleted there, and stays refused."""
        reason = _explain_unknown(error)
        is_new = lead.last_error != reason
        _unchanged(lead).update(synced_at=timezone.now(), last_error=reason)
        if is_new:
            self._journal.note_not_shown(lead)


def _explain_unknown(error: Refused) -> str:
    return f"{explain_not_shown()} {_('EasyCars says: %(message)s') % {'message': error.message}}"


def _unchanged(lead: Lead) -> QuerySet[Lead]:
    """Neither changed nor made anonymous, which leaves ``updated_at``, while EasyCars was asked."""
    return Lead.objects.filter(pk=lead.pk, updated_at=lead.updated_at, anonymised_at=None)
