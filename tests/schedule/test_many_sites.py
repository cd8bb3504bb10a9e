"""A tick over many sites."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from tests.schedule.conftest import BEGINNING
from wagtail_easycars.models import EasyCarsSettings, SyncRun, SyncSchedule
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
    assert few <= 20
    assert SyncRun.objects.count() == 0


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
