"""What Wagtail's home page says of EasyCars."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from tests.conftest import make_site
from tests.panel.people import make_user
from tests.panel.reading import soup_of, text_of
from wagtail_easycars.models import EasyCarsSettings, Lead, SyncRun, SyncSchedule, Tick, Vehicle
from wagtail_easycars.runs.lifecycle import create_run

pytestmark = pytest.mark.django_db

EVERYTHING = ("view_vehicle", "view_syncrun", "view_lead")


@pytest.fixture(autouse=True)
def _ticking(easycars):
    now = timezone.now()
    Tick.objects.create(began_at=now, finished_at=now)


def fill(site, *, hours=0):
    Vehicle.objects.create(site=site, stock_number="A1")
    Vehicle.objects.create(site=site, stock_number="A2", status=Vehicle.Status.SOLD)
    SyncSchedule.objects.create(
        site=site, kind="stock", last_success_at=timezone.now() - timedelta(minutes=5)
    )
    Lead.objects.create(site=site, customer_name="Kim Lee", customer_email="kim@example.com")
    Lead.objects.update(created_at=timezone.now() - timedelta(hours=hours))


def hold(site):
    Vehicle.objects.create(site=site, stock_number="H1", withdrawal_held_at=timezone.now())


@pytest.fixture
def open_home(client):
    def open_(user):
        client.force_login(user)
        return soup_of(client.get("/admin/"))

    return open_


def panel_of(soup):
    return soup.select_one("#easycars-section")


def test_it_says_how_the_site_stands(open_home, site):
    fill(site)

    soup = open_home(make_user("manager", **dict.fromkeys(EVERYTHING, site)))

    assert "1 Vehicle" in text_of(soup.select_one(".w-summary"))
    text = text_of(panel_of(soup))
    assert "1 vehicle for sale." in text
    assert "Last stock sync: 5 minutes ago" in text
    assert "1 lead waiting." in text
    assert panel_of(soup).select(".help-block") == []


def test_what_needs_a_person_is_a_warning_that_leads_to_the_dashboard(open_home, site):
    fill(site, hours=2)
    hold(site)

    soup = open_home(make_user("manager", **dict.fromkeys(EVERYTHING, site)))

    warnings = panel_of(soup).select(".help-block.help-warning")
    assert [text_of(each)[:9] for each in warnings] == ["1 vehicle", "1 lead wa"]
    assert {each.a["href"] for each in warnings} == {f"/admin/easycars/?site={site.pk}"}


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (
            lambda site: SyncSchedule.objects.create(site=site, kind="stock", schedule="hourly"),
            "nothing starts by itself",
        ),
        (
            lambda site: SyncRun.objects.filter(
                pk=create_run(site, "stock", trigger="manual").pk
            ).update(queued_at=timezone.now() - timedelta(hours=2)),
            "nobody has begun it",
        ),
    ],
)
def test_a_sync_that_never_begins_is_a_warning(open_home, site, cause, words):
    cause(site)

    (warning,) = panel_of(open_home(make_user("operator", start_syncrun=site))).select(
        ".help-block"
    )

    assert words in text_of(warning)


def test_leads_that_easycars_refused_are_a_warning_that_leads_to_them(open_home, client, site):
    fill(site)
    Lead.objects.update(delivery=Lead.Delivery.REJECTED)

    panel = panel_of(open_home(make_user("seller", view_lead=site)))

    [warning] = panel.select(".help-block")
    assert "1 lead gets no further without you." in text_of(warning)
    leads = soup_of(client.get(warning.a["href"]))
    assert "Kim Lee" in text_of(leads.select_one("main"))


def test_they_are_told_once_however_long_it_lasts(open_home, site):
    fill(site, hours=5)
    Lead.objects.update(delivery=Lead.Delivery.REJECTED)

    panel = panel_of(open_home(make_user("seller", view_lead=site, view_syncrun=site)))

    assert len(panel.select(".help-block")) == 1


@pytest.mark.parametrize(
    ("addresses", "values", "words"),
    [
        ("", {"delivery": Lead.Delivery.LOCAL}, "has reached nobody"),
        (
            "boss@harbour.example",
            {"delivery": Lead.Delivery.DELIVERED, "mail_error": "No."},
            "could not be mailed",
        ),
    ],
)
def test_leads_that_reach_nobody_are_a_warning(open_home, site, addresses, values, words):
    EasyCarsSettings.objects.update(notification_emails=addresses)
    fill(site, hours=2)
    Lead.objects.update(**values)

    told = panel_of(open_home(make_user("seller", view_lead=site)))
    untold = panel_of(open_home(make_user("clerk", view_vehicle=site)))

    (warning,) = told.select(".help-block")
    assert words in text_of(warning)
    assert untold.select(".help-block") == []


@pytest.mark.parametrize(
    ("right", "said", "unsaid"),
    [
        ("view_vehicle", ["for sale", "missing from the feed"], ["Last stock sync", "lead"]),
        ("view_syncrun", ["Last stock sync"], ["for sale", "missing from the feed", "lead"]),
        ("view_lead", ["2 leads waiting", "leads wait"], ["for sale", "Last stock sync"]),
    ],
)
def test_each_sees_what_the_own_rights_are_about(open_home, site, right, said, unsaid):
    fill(site, hours=2)
    hold(site)
    Lead.objects.create(site=site, customer_name="Kim Lee", customer_email="kim@example.com")

    text = text_of(panel_of(open_home(make_user("clerk", **{right: site}))))

    assert [words for words in said if words not in text] == []
    assert [words for words in unsaid if words in text] == []


def test_another_site_is_not_counted(open_home, site):
    other = make_site("outback.example")
    fill(site, hours=2)
    hold(site)

    soup = open_home(make_user("stranger", **dict.fromkeys(EVERYTHING, other)))

    text = text_of(panel_of(soup))
    assert "0 vehicles for sale." in text
    assert "Last stock sync: none yet" in text
    assert "0 leads waiting." in text
    assert panel_of(soup).select(".help-block") == []


def test_who_has_no_rights_around_it_sees_and_costs_nothing(open_home, site, client):
    fill(site)
    hold(site)
    user = make_user("editor")

    with CaptureQueriesContext(connection) as queries:
        soup = open_home(user)

    assert panel_of(soup) is None
    assert "Vehicle" not in text_of(soup.select_one("main"))
    assert not any("wagtail_easycars_" in query["sql"] for query in queries)


def test_a_cluster_that_stands_still_is_told_to_who_starts_syncs(open_home, site):
    Tick.objects.all().delete()

    told = panel_of(open_home(make_user("operator", start_syncrun=site)))
    untold = panel_of(open_home(make_user("clerk", view_vehicle=site)))

    assert "Nothing has started by itself yet." in text_of(told)
    assert "Nothing has started" not in text_of(untold)


def test_hundreds_of_sites_cost_no_more_queries_than_one(open_home, site, admin_user):
    def count_queries():
        with CaptureQueriesContext(connection) as queries:
            panel = panel_of(open_home(admin_user))
        return len(queries), panel

    hold(site)
    count_queries()
    few, _panel = count_queries()
    add_sites(site, 200)

    many, panel = count_queries()

    assert many <= few + 1  # whose site it is has to be said by now
    assert len(panel.select(".help-block")) == 5
    assert "More needs you: look at the dashboards of your sites." in text_of(panel)


def add_sites(site, count):
    sites = Site.objects.bulk_create(
        Site(hostname=f"dealer{number}.example", root_page=site.root_page)
        for number in range(count)
    )
    EasyCarsSettings.objects.bulk_create(
        EasyCarsSettings(site=each, is_active=True, account_number=f"{each.pk}") for each in sites
    )
    SyncSchedule.objects.bulk_create(
        SyncSchedule(site=each, kind=kind, schedule="1h", failures=3, next_due_at=timezone.now())
        for each in sites
        for kind in ("stock", "leads")
    )
