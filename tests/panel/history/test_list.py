"""The list of runs: what it shows, and how it is narrowed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tests.panel.people import make_user
from wagtail_easycars.models import Lead, SyncRun, Vehicle


def test_each_run_says_what_it_did_and_who_started_it(open_history, make_run, clerk):
    make_run(created=3, updated=12)
    make_run(kind="images", trigger="manual", user=clerk, status="failed", error="No access.\nGET")

    failed, succeeded = open_history().rows

    for words in ("Pictures #", "Failed", "No access.", "By hand (clerk)", "40 seconds"):
        assert words in failed
    assert "GET" not in failed
    for words in ("Stock #", "Success", "3 new and 12 changed.", "Schedule"):
        assert words in succeeded


def test_a_run_that_has_not_ended_says_how_far_it_is(open_history, make_run):
    make_run(status="running", done=1200, total=4000, finished_at=None)
    make_run(status="queued", started_at=None, finished_at=None)

    queued, running = open_history().rows

    assert "Waiting to begin." in queued
    assert "Under way: 1,200 of 4,000 done." in running


@pytest.mark.parametrize(
    ("filters", "different"),
    [
        ({"kind": "leads"}, {"kind": "stock"}),
        ({"status": "failed"}, {"status": "success"}),
        ({"trigger": "manual"}, {"trigger": "command"}),
    ],
)
def test_runs_are_filtered_by_kind_status_and_trigger(open_history, make_run, filters, different):
    wanted = make_run(**filters)
    make_run(**different)

    (row,) = open_history(**filters).rows

    assert f"#{wanted.pk} " in row


def test_runs_are_filtered_by_date(open_history, make_run):
    wanted, former = make_run(), make_run()
    SyncRun.objects.filter(pk=wanted.pk).update(queued_at=datetime(2026, 3, 5, 3, tzinfo=UTC))
    SyncRun.objects.filter(pk=former.pk).update(queued_at=datetime(2026, 3, 4, 3, tzinfo=UTC))

    (row,) = open_history(queued_at_from="2026-03-05", queued_at_to="2026-03-05").rows

    assert f"#{wanted.pk} " in row


def test_runs_are_filtered_by_site(client, make_run, site, other_site):
    client.force_login(make_user("both", rights=["view_syncrun"]))
    make_run(site=site)
    wanted = make_run(site=other_site)

    response = client.get(reverse("easycars_history_modeladmin_index"), {"site": other_site.pk})

    assert [row.pk for row in response.context["object_list"]] == [wanted.pk]


@pytest.mark.parametrize("text", ["S1001", "s1001", " S1001 "])
def test_the_runs_that_did_something_to_a_stock_number_are_found(open_history, make_run, text):
    wanted, _other = make_run(), make_run().changes.create(action="updated", reference="S10011")
    wanted.changes.create(action="failed", reference="S1001", error="Two items have this number.")

    (row,) = open_history(q=text).rows

    assert f"#{wanted.pk} " in row


def test_runs_that_knew_a_vehicle_by_its_former_number_are_found_by_both(
    open_history, make_run, site
):
    vehicle = Vehicle.objects.create(site=site, stock_number="S2002")
    former = make_run()
    former.changes.create(action="created", reference="S1001", vehicle=vehicle)
    make_run()

    for number in ("S1001", "S2002"):
        (row,) = open_history(q=number).rows
        assert f"#{former.pk} " in row


def test_the_runs_that_tried_to_send_a_lead_are_found_by_its_number(open_history, make_run, site):
    lead = Lead.objects.create(site=site, lead_number="700123", customer_name="Ana Pohl")
    tried, sent = make_run(kind="leads"), make_run(kind="leads")
    tried.changes.create(action="failed", reference=lead.reference, lead=lead)
    sent.changes.create(action="created", reference="700123", lead=lead)
    make_run(kind="leads")

    found = open_history(q="700123").rows

    assert len(found) == 2


def test_a_search_in_vain_says_how_to_search(open_history, run):
    page = open_history(q="S10")

    assert page.rows == []
    assert "No sync has done anything to “S10”. Type the whole stock number" in page.text


def test_the_list_says_for_how_long_runs_are_kept(open_history, settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "RUN_RETENTION_DAYS": 30}

    assert "Runs are kept for 30 days; the last of each kind stays." in open_history().text


def test_the_number_of_queries_is_that_of_one_run(
    clerk_client, make_run, clerk, django_assert_max_num_queries
):
    url = reverse("easycars_history_modeladmin_index")
    make_run(trigger="manual", user=clerk)
    clerk_client.get(url)
    with django_assert_max_num_queries(16) as with_one:
        clerk_client.get(url)
    for number in range(30):
        make_run(trigger="manual", user=make_user(f"person {number}"))

    with django_assert_max_num_queries(len(with_one)):
        clerk_client.get(url)
