"""A run's page: what it says of the run, and of each record."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.panel.people import make_user
from wagtail_easycars.models import Lead, Vehicle
from wagtail_easycars.panel.history.links import get_run_url


def test_a_run_says_what_it_counted_and_when(open_run, make_run):
    run = make_run(
        seen=1480,
        created=3,
        started_at=datetime(2026, 3, 5, 3, 0, tzinfo=UTC),
        finished_at=datetime(2026, 3, 5, 3, 5, tzinfo=UTC),
    )

    text = open_run(run).text

    for words in (
        "3 new.",
        "Vehicles in the feed 1,480",
        "Queued",
        "Schedule",
        "Started 5 Mar 2026, 2 p.m.",
        "Finished 5 Mar 2026, 2:05 p.m. , after 5 minutes",
    ):
        assert words in text
    assert "Withdrawn" not in text


def test_each_kind_of_run_names_what_it_counts(open_run, make_run):
    assert "Pictures stored 7" in open_run(make_run(kind="images", created=7)).text
    assert "Leads sent 7" in open_run(make_run(kind="leads", created=7)).text
    assert "New differences 7" in open_run(make_run(kind="comparison", created=7)).text


def test_a_run_that_stored_pictures_does_not_say_that_it_changed_nothing(open_run, make_run):
    text = open_run(make_run(kind="images", created=3)).text

    assert "The report “Vehicle pictures” shows every picture." in text
    assert "changed nothing" not in text


def test_an_error_is_in_plain_words_with_the_technical_side_folded(open_run, make_run):
    run = make_run(status="failed", error="EasyCars could not be reached.\nStocks at host: refused")

    page = open_run(run)

    folded = page.select("details")[0]
    assert folded.get_text(" ", strip=True) == "Technical detail Stocks at host: refused"
    assert page.text.count("EasyCars could not be reached.") == 1


def test_a_warning_names_each_thing_to_look_at(open_run, make_run):
    run = make_run(status="warning", error="2 withdrawals are held.\n1 item cannot be used.")

    warnings = open_run(run).select(".help-warning p")

    assert [each.text for each in warnings] == ["2 withdrawals are held.", "1 item cannot be used."]


def test_a_run_under_way_leads_to_the_dashboard(open_run, make_run):
    run = make_run(status="running", finished_at=None)

    assert open_run(run).link("Follow it on the dashboard").endswith(f"/?site={run.site_id}")


def test_changes_are_told_in_the_words_of_staff(open_run, run):
    run.changes.create(
        action="updated",
        reference="S1001",
        title="2020 Toyota Corolla",
        before={
            "price": "32990.00",
            "odometer": 84512,
            "status": "available",
            "is_drive_away": None,
            "RegoExpiry": "2026-01-31T00:00:00",
            "ImageURLs": ["https://a.example/1.jpg"],
            "PowerkW": 110,
            "vehicle_type": "A",
            "MadeUpField": "one",
        },
        after={
            "price": "31990.50",
            "odometer": 84900,
            "status": "reserved",
            "is_drive_away": True,
            "RegoExpiry": "2027-01-31T00:00:00",
            "ImageURLs": ["https://a.example/1.jpg", "https://a.example/2.jpg"],
            "PowerkW": 112,
            "vehicle_type": "M",
            "MadeUpField": "",
        },
    )

    (row,) = open_run(run).rows

    for words in (
        "S1001 2020 Toyota Corolla Changed",
        "Price from $32,990 → to $31,990.50",
        "Odometer from 84,512 → to 84,900",
        "Status from Available → to Deposit taken",
        "Drive away from nothing → to Yes",
        "Rego expires from 31/01/2026 → to 31/01/2027",
        "Pictures from 1 picture → to 2 pictures",
        "Power from 110 → to 112",
        "Vehicle type from Car → to Motorbike",
        "Made up field from one → to nothing",
    ):
        assert words in row


def test_something_new_has_facts_and_no_before(open_run, run):
    run.changes.create(action="created", reference="S1001", after={"make": "Kia", "year": 2019})

    (row,) = open_run(run).rows

    assert row == "S1001 New Make Kia Year 2019"


def test_changes_of_leads_are_told_by_their_choices(open_run, make_run):
    run = make_run(kind="leads")
    run.changes.create(
        action="updated",
        reference="700123",
        before={"lead_status": 10, "rating": None, "vehicle_price": "19990.00"},
        after={"lead_status": 50, "rating": 3, "vehicle_price": "18990.00"},
    )

    (row,) = open_run(run).rows

    assert "Status from New → to Won" in row
    assert "Rating from nothing → to Hot" in row
    assert "Price from $19,990 → to $18,990" in row


def test_a_long_text_is_shortened_and_the_whole_folded(open_run, run):
    text = "One owner. " * 40
    run.changes.create(action="updated", before={"description": ""}, after={"description": text})

    folded = open_run(run).select("td details")[0]

    assert len(folded.summary.text) <= 100
    assert folded.get_text().count("One owner.") > 40


def test_what_the_feed_sends_is_text_and_never_markup(open_run, run):
    hostile = "<script>alert(1)</script>"
    run.changes.create(
        action="updated",
        reference=hostile,
        title=hostile,
        error=hostile,
        before={hostile: hostile * 9},
        after={hostile: [hostile], "extra": {hostile: hostile}},
    )

    assert "<script>alert" not in open_run(run).html


def test_who_decided_is_named(open_run, run, clerk):
    run.changes.create(action="dismissed", reference="S1001", user=clerk)

    assert "Decided by clerk" in open_run(run).rows[0]


@pytest.mark.parametrize(("parameters", "found"), [({}, 3), ({"action": "failed"}, 1)])
def test_changes_are_filtered_by_what_happened(open_run, run, parameters, found):
    for action in ("updated", "updated", "failed"):
        run.changes.create(action=action, reference=action)

    page = open_run(run, **parameters)

    assert len(page.rows) == found
    assert "Changed (2)" in page.text
    assert "Failed (1)" in page.text
    assert "Withdrawn (" not in page.text


def test_a_record_is_found_by_a_part_of_its_number(open_run, run, make_run):
    for number in ("S1001", "S1002", "T9"):
        run.changes.create(action="updated", reference=number)
    make_run().changes.create(action="updated", reference="S1003")

    assert [row[:5] for row in open_run(run, q="s10").rows] == ["S1001", "S1002"]
    assert "No record of this run matches." in open_run(run, q="nothing").text


def test_a_run_that_changed_nothing_says_so(open_run, run):
    assert "This run changed nothing." in open_run(run).text


def test_the_number_of_queries_is_that_of_one_change(
    clerk_client, run, clerk, site, django_assert_max_num_queries
):
    def add_change(number):
        vehicle = Vehicle.objects.create(site=site, stock_number=f"S{number}")
        lead = Lead.objects.create(site=site, customer_name="Ana Pohl")
        person = make_user(f"person {number}")
        run.changes.create(action="updated", vehicle=vehicle, user=person)
        run.changes.create(action="failed", lead=lead)

    url = get_run_url(run.pk)
    add_change(0)
    clerk_client.get(url)
    with django_assert_max_num_queries(15) as with_one:
        clerk_client.get(url)
    for number in range(1, 20):
        add_change(number)

    with django_assert_max_num_queries(len(with_one)):
        clerk_client.get(url)
