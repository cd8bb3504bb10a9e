"""A sender may die before any of its queries; no lead is lost, none is double without a mark."""

from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.leads.changing import change
from tests.torture.test_deaths import Death, DiesBeforeQuery, undone
from wagtail_easycars.leads.sync import deliver_leads_of
from wagtail_easycars.models import Lead
from wagtail_easycars.sandbox import Sandbox

pytestmark = pytest.mark.django_db

FAULTS = [None, "answer_lost", "reset"]


@pytest.fixture
def sandbox(settings):
    with Sandbox(catalogue=False) as sandbox:
        settings.WAGTAIL_EASYCARS = {
            **settings.WAGTAIL_EASYCARS,
            "API_BASE_URLS": {"test": sandbox.base_url},
        }
        yield sandbox


def new_lead(site, number, **values):
    return Lead.objects.create(
        site=site,
        vehicle_make="Toyota",
        vehicle_model="HiLux",
        vehicle_year=2021,
        vehicle_type=Lead.VehicleType.CAR,
        customer_name=f"Visitor {number}",
        customer_email=f"visitor{number}@example.com",
        **values,
    )


@contextmanager
def two_leads_due(sandbox, site, fault):
    """Two leads at the mercy of the next sender; the first has met ``fault`` already."""
    sandbox.accounts["harbour"].ledger.__init__()  # Numbers begin at 1 again.
    with undone():
        for number in (1, 2):
            new_lead(site, number)
            if fault and number == 1:
                sandbox.fail(fault, "CreateLead")
                send(site)
        yield


def send(site):
    deliver_leads_of(site.pk, ignore_waits=True)


def die_before(site, queries):
    with pytest.raises(Death), connection.execute_wrapper(DiesBeforeQuery(queries)):
        send(site)
    # Only time can tell that a process is gone.
    run_out = timezone.now() - timedelta(seconds=1)
    Lead.objects.exclude(claimed_by="").update(claimed_until=run_out)


def count_queries(sandbox, site, fault):
    with two_leads_due(sandbox, site, fault), CaptureQueriesContext(connection) as queries:
        send(site)
    return len(queries)


@contextmanager
def a_change_due(sandbox, site):
    """A lead that EasyCars has as warm, and that staff have called hot since."""
    sandbox.accounts["harbour"].ledger.__init__()
    with undone():
        lead = new_lead(site, 1, rating=Lead.Rating.WARM)
        send(site)
        lead.refresh_from_db()
        change(lead, rating=Lead.Rating.HOT)
        yield lead


def assert_death_is_survived(sandbox, site, queries, fault):
    with two_leads_due(sandbox, site, fault):
        die_before(site, queries)
        send(site)
        send(site)
        there = Counter(each["ExternalID"] for each in sandbox.leads("harbour"))
        for lead in Lead.objects.all():
            copies = there[str(lead.external_id)]
            assert lead.delivery == Lead.Delivery.DELIVERED, (queries, fault)
            assert copies == 1 or (copies == 2 and lead.possibly_double), (queries, fault)


@pytest.mark.parametrize("fault", FAULTS)
def test_some_deaths_are_survived(sandbox, site, easycars, fault):
    total = count_queries(sandbox, site, fault)
    for queries in range(2, total - 4, total // 3):
        assert_death_is_survived(sandbox, site, queries, fault)


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_every_death_is_survived(sandbox, site, easycars, fault):
    for queries in range(count_queries(sandbox, site, fault) - 4):
        assert_death_is_survived(sandbox, site, queries, fault)


def test_a_change_that_is_taken_back_after_a_death_is_taken_back_there_too(sandbox, site, easycars):
    with a_change_due(sandbox, site), CaptureQueriesContext(connection) as total:
        send(site)
    for queries in range(len(total) - 4):
        with a_change_due(sandbox, site) as lead:
            die_before(site, queries)
            lead.refresh_from_db()
            change(lead, rating=Lead.Rating.WARM)
            send(site)
            [there] = sandbox.leads("harbour")
            assert there["Rating"] == Lead.Rating.WARM, queries
