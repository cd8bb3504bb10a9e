"""A change that EasyCars refuses, or a lead that it does not show, is told in words of staff."""

from __future__ import annotations

import pytest

from tests.leads.changing import change
from wagtail_easycars.models import Lead

pytestmark = pytest.mark.django_db

UPDATE = "UpdateLead"


def test_a_change_that_is_refused_says_why_and_is_not_sent_until_the_next_change(
    sandbox, delivered, deliver
):
    lead = delivered()
    Lead.objects.filter(pk=lead.pk).update(synced_at="2020-01-01T00:00Z")
    change(lead, rating=Lead.Rating.HOT)
    sandbox.fail("code_7", UPDATE, message="Rating is not wanted.")
    deliver()
    lead.refresh_from_db()

    assert "Rating is not wanted." in lead.last_error
    assert lead.sent_values.get("rating") is None


def test_the_history_tells_staff_to_mend_a_refused_change_and_not_to_send_the_lead_again(
    sandbox, delivered, sync
):
    lead = delivered()
    change(lead, rating=Lead.Rating.HOT)
    sandbox.fail("code_7", UPDATE)
    run = sync()

    assert run.changes.get().error == (
        "EasyCars refused a change of the lead. Open the lead to see why, mend it and save."
    )


def test_a_lead_that_easycars_no_longer_knows_is_reported_once(sandbox, delivered, sync):
    lead = delivered()
    del sandbox.accounts["harbour"].ledger._leads[lead.lead_number]
    runs = [sync(), sync()]

    assert [run.failed for run in runs] == [1, 0]
    lead.refresh_from_db()
    assert "does not show this lead any more" in lead.last_error
    assert "send it again" not in lead.last_error
    assert runs[0].changes.get().error == (
        "EasyCars does not show this lead any more. Look for it there: it may be deleted."
    )
