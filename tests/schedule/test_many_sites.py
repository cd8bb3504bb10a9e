"""A tick over many sites."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext
from django_q.models import OrmQ
from wagtail.models import Site

from tests.schedule.conftest import BEGINNING
from wagtail_easycars.models import EasyCarsSettings, Lead, LeadAttempt, SyncRun, SyncSchedule
from wagtail_easycars.schedule.credentials import get_fingerprint
from wagtail_easycars.tick import look_at_everything

pytestmark = pytest.mark.django_db


def make_dealers(root_page, numbers):
    Site.objects.bulk_create(
        Site(hostname=f"dealer{number}.example", root_page=root_page) for number in numbers
    )
    EasyCarsSettings.objects.bulk_create(
        EasyCarsSettings(
            site=site,
            account_number=f"EC{site.pk}",
            stock_schedule="1h",
            lead_schedule="06:00,18:00",
            time_zone="Australia/Perth",
            tidied_at=BEGINNING,
        )
        for site in Site.objects.filter(
            ~Exists(EasyCarsSettings.objects.filter(site=OuterRef("pk")))
        )
    )


NOTIFIED = "sales@dealer.example"
# What a site is like, and what each of its leads is like, so that nothing of it is due.
AT_REST = {
    "delivered, notified and not confirmed": (
        {"notification_emails": NOTIFIED},
        {"delivery": Lead.Delivery.DELIVERED, "lead_number": "000001", "is_notified": True},
    ),
    "nobody is notified": (
        {"notification_emails": ""},
        {"delivery": Lead.Delivery.DELIVERED, "lead_number": "000001"},
    ),
    "addresses that are none": (
        {"notification_emails": " , "},
        {"delivery": Lead.Delivery.LOCAL},
    ),
    "too old to be confirmed": (
        {"notification_emails": NOTIFIED, "confirm_enquiries": True},
        {"delivery": Lead.Delivery.LOCAL, "is_notified": True},
    ),
    "without an account": (
        {"notification_emails": NOTIFIED, "account_number": ""},
        {"delivery": Lead.Delivery.PENDING, "is_notified": True},
    ),
    "switched off": (
        {"notification_emails": NOTIFIED, "is_active": False},
        {"delivery": Lead.Delivery.PENDING, "is_notified": True},
    ),
    "held for a person": (
        {"uncertain_leads": EasyCarsSettings.UncertainLeads.HOLD},
        {"delivery": Lead.Delivery.UNCERTAIN, "is_notified": True},
    ),
    "changed, and another account's": (
        {"account_number": "EC4711"},
        {"delivery": Lead.Delivery.DELIVERED, "lead_number": "000001", "is_changed": True},
    ),
}


def leave_old_leads(clock, of_site, of_lead):
    """Give each dealer three leads of last week."""
    EasyCarsSettings.objects.update(**of_site)
    long_ago = clock.now - timedelta(days=7)
    known = set(Lead.objects.values_list("site", flat=True))
    values = dict(of_lead)
    is_notified = values.pop("is_notified", False)
    is_changed = values.pop("is_changed", False)
    leads = Lead.objects.bulk_create(
        Lead(
            site_id=settings.site_id,
            account=f"EC{settings.site_id}",
            environment=settings.environment,
            source="website",
            notified_at=long_ago if is_notified else None,
            **values,
        )
        for settings in EasyCarsSettings.objects.exclude(site__in=known)
        for _ in range(3)
    )
    synced_at = long_ago - timedelta(minutes=1) if is_changed else clock.now
    Lead.objects.update(created_at=long_ago, updated_at=long_ago, synced_at=synced_at)
    LeadAttempt.objects.bulk_create(
        LeadAttempt(
            lead=lead,
            purpose=LeadAttempt.Purpose.FIND,
            outcome=LeadAttempt.Outcome.NOT_FOUND,
        )
        for lead in leads
    )


def let_all_have_failed():
    settings = {each.site_id: each for each in EasyCarsSettings.objects.all()}
    rows = list(SyncSchedule.objects.all())
    for row in rows:
        row.failures = 1
        row.failed_credentials = get_fingerprint(settings[row.site_id], row.kind)
    SyncSchedule.objects.bulk_update(rows, ["failures", "failed_credentials"], batch_size=500)


def queries_of_a_tick():
    with CaptureQueriesContext(connection) as queries:
        assert look_at_everything().failed_steps == []
    return len(queries)


@pytest.mark.slow
def test_a_tick_with_nothing_due_costs_as_many_queries_for_1000_sites_as_for_10(site, clock):
    make_dealers(site.root_page, range(10))
    queries_of_a_tick()
    few = queries_of_a_tick()
    make_dealers(site.root_page, range(10, 1000))
    queries_of_a_tick()
    assert SyncSchedule.objects.count() >= 2000
    assert queries_of_a_tick() == few
    assert few <= 25
    assert SyncRun.objects.count() == 0


@pytest.mark.parametrize("at_rest", AT_REST)
def test_old_leads_cost_as_many_queries_for_40_sites_as_for_4(site, clock, at_rest):
    costs = []
    for numbers in (range(4), range(4, 40)):
        make_dealers(site.root_page, numbers)
        leave_old_leads(clock, *AT_REST[at_rest])
        queries_of_a_tick()
        costs.append(queries_of_a_tick())
    assert Lead.objects.count() >= 120
    assert costs[0] == costs[1] <= 25
    assert OrmQ.objects.count() == 0


@pytest.mark.slow
def test_1000_failing_sites_cost_one_query_more(site, clock):
    make_dealers(site.root_page, range(1000))
    queries_of_a_tick()
    before = queries_of_a_tick()
    let_all_have_failed()
    assert queries_of_a_tick() == before + 1
    assert SyncSchedule.objects.filter(failures=1).count() >= 2000


@pytest.mark.slow
def test_the_starts_of_an_hour_are_spread(site, clock):
    make_dealers(site.root_page, range(120))
    look_at_everything()
    starts = []
    for _ in range(30):
        clock.forward(minutes=2)
        look_at_everything()
        stock = SyncRun.objects.filter(kind=SyncRun.Kind.STOCK)
        starts.append(stock.filter(status=SyncRun.Status.QUEUED).count())
        stock.update(status=SyncRun.Status.SUCCESS)
    assert sum(starts) == EasyCarsSettings.objects.count()
    assert max(starts) <= 15
