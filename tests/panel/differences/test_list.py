"""The list of differences: what it shows, to whom, and what it can be narrowed to."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests.conftest import make_site
from tests.panel.people import make_user
from wagtail_easycars.models import Difference, SyncRun

pytestmark = pytest.mark.django_db


def references(response):
    return [difference.reference for difference in response.context["object_list"]]


def test_the_clerk_sees_both_sides_in_words(client, clerk, list_url):
    page = BeautifulSoup(client.get(list_url).content, "html.parser")

    row = next(row for row in page.select("table.listing tbody tr") if "N0001" in row.text)
    assert "$5" in row.text
    assert "$10,001" in row.text
    assert "It was changed here, and a sync leaves it so." in row.text
    assert {link.text.strip() for link in row.select("a") if "bulk" in link["href"]} == {
        "Take theirs",
        "Keep ours",
        "Ignore",
    }


def test_the_list_can_be_narrowed(client, clerk, list_url):
    Difference.objects.filter(reference="N0002").update(decision="ignored")

    def listed(**query):
        return references(client.get(f"{list_url}results/", query))

    assert listed(kind="field") == listed(field="price") == ["N0001"]
    assert listed(q="n005") == ["N0050"]
    assert listed(decision="ignored") == listed(decision="all", kind="only_here") == ["N0002"]
    assert listed(kind="only_here") == []


def test_only_fields_of_differences_that_the_person_may_see_are_offered(
    client, clerk, differing, list_url
):
    other = make_site("hills.example")
    theirs = {"site": other, "kind": "field", "field": "colour"}
    Difference.objects.create(key="theirs", **theirs)
    Difference.objects.create(site=differing, key="lead", kind="lead_field", field="customer_name")
    client.force_login(make_user("stock", view_syncrun=differing))

    offered = {
        option["value"]
        for option in BeautifulSoup(client.get(list_url).content, "html.parser").select(
            "select[name=field] option"
        )
    }

    assert offered == {"", "price"}


def test_nothing_of_a_person_is_listed_or_exported(client, clerk, list_url):
    for query in ({}, {"export": "csv"}, {"export": "json"}):
        response = client.get(list_url, query)
        content = b"".join(response) if response.streaming else response.content
        assert b"Kim" not in content
        assert b"kim@" not in content


def test_the_exports_hold_what_is_listed_and_no_formula(client, clerk, list_url):
    Difference.objects.filter(reference="N0050").update(title="=HYPERLINK(1)")

    as_csv = b"".join(client.get(list_url, {"export": "csv"})).decode()
    rows = list(csv.DictReader(io.StringIO(as_csv)))
    as_xlsx = b"".join(client.get(list_url, {"export": "xlsx", "kind": "field"}))
    sheet = load_workbook(io.BytesIO(as_xlsx)).active
    as_json = client.get(list_url, {"export": "json", "kind": "only_there"}).getvalue()

    assert len(rows) == 4
    assert {row["Title"] for row in rows} >= {"'=HYPERLINK(1)"}
    assert next(row for row in rows if row["Field"] == "Price")["In EasyCars"] == "$10,001"
    assert sheet.max_row == 2
    assert b'"reference": "N0050"' in as_json
    assert as_json.count(b'"kind"') == 1


def test_the_number_of_queries_does_not_grow(client, clerk, differing, list_url):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(list_url).status_code == 200
        return len(captured)

    few = queries()
    Difference.objects.bulk_create(
        Difference(
            site=differing,
            key=f"k{number}",
            kind="only_there",
            cause="new",
            reference=f"B{number}",
            item={},
        )
        for number in range(60)
    )
    assert queries() <= few


def test_who_may_only_see_is_offered_no_decision(client, differing, list_url):
    client.force_login(make_user("viewer", view_syncrun=differing))

    page = client.get(list_url)

    assert len(references(page)) == 3
    assert b"Take theirs" not in page.content
    assert b"bulk-action" not in page.content
    assert b"Compare now" not in page.content


def test_differences_of_leads_are_seen_by_who_may_see_leads(client, differing, list_url):
    client.force_login(make_user("sales", view_syncrun=differing, view_lead=differing))

    kinds = {each.kind for each in client.get(list_url).context["object_list"]}

    assert "lead_only_here" in kinds


def test_staff_of_another_site_see_nothing_of_it(client, differing, list_url):
    other = make_site("outback.example")
    client.force_login(make_user("other", view_syncrun=other, change_vehicle=other))

    page = client.get(list_url)

    assert references(page) == []
    assert b"harbour.example" not in page.content
    assert client.get(list_url, {"export": "json"}).getvalue().count(b"kind") == 0


def test_who_has_no_right_to_see_syncs_is_sent_away(client, differing, list_url):
    client.force_login(make_user("nobody", change_vehicle=differing))

    assert client.get(list_url).status_code == 302
    menu = client.get(reverse("wagtailadmin_home")).content
    assert list_url.encode() not in menu


def test_the_menu_leads_there(client, clerk, list_url):
    assert list_url.encode() in client.get(reverse("wagtailadmin_home")).content


def test_a_comparison_is_started_and_watched(client, clerk, differing):
    url, query = reverse("easycars:compare"), {"site": differing.pk}
    json = {"headers": {"accept": "application/json"}}

    started = client.post(url, query, **json)
    again = client.post(url, query, **json)
    status = client.get(started.json()["status_url"]).json()
    by_form = client.post(url, query, headers={"accept": "text/html"}, follow=True)

    assert (started.status_code, again.status_code) == (202, 409)
    assert started.json()["run"] == again.json()["run"]
    assert status["is_syncing"]
    [run] = status["runs"].values()
    assert (run["id"], run["status"]) == (started.json()["run"], SyncRun.Status.QUEUED)
    assert b"is being compared already" in by_form.content


def test_a_comparison_needs_the_right_to_start_syncs_of_that_site(client, differing):
    other = make_site("outback.example")
    url = reverse("easycars:compare")
    client.force_login(make_user("viewer", view_syncrun=differing, start_syncrun=other))

    assert client.post(url, {"site": differing.pk}).status_code == 403
    # Who may start and not see has nothing to compare for.
    assert client.post(url, {"site": other.pk}).status_code == 403
    assert not SyncRun.objects.filter(kind="comparison", trigger="manual").exists()
