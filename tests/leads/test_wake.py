"""A new enquiry wakes a worker: once for many, and never at the visitor's cost."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_q.conf import Conf
from django_q.models import OrmQ

from wagtail_easycars.leads.wake import wake_up
from wagtail_easycars.models import Lead
from wagtail_easycars.tasks import deliver_leads

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_is_awake(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Wake a worker for ``site`` and commit."""

    def wake(site):
        with django_capture_on_commit_callbacks(execute=True):
            wake_up(site.pk)

    return wake


def test_a_worker_delivers_what_is_due(sandbox, enquire, site, committed, monkeypatch):
    monkeypatch.setattr(Conf, "SYNC", True)
    lead = enquire()
    committed(site)

    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.DELIVERED


def test_fifty_enquiries_queue_one_task(site, committed):
    for _ in range(50):
        committed(site)

    assert OrmQ.objects.count() == 1


def test_a_wake_up_costs_one_query(site, committed):
    committed(site)
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        committed(site)

    assert len(queries) == 1


def test_an_enquiry_that_comes_while_a_worker_is_at_work_wakes_another(site, committed):
    committed(site)
    deliver_leads(site.pk)
    committed(site)

    assert OrmQ.objects.count() == 2


def test_nobody_is_woken_for_what_was_rolled_back(site):
    with pytest.raises(RuntimeError), transaction.atomic():
        wake_up(site.pk)
        raise RuntimeError

    assert OrmQ.objects.count() == 0


def test_a_queue_that_is_down_does_not_fail_the_request(site, committed, monkeypatch, caplog):
    monkeypatch.setattr("django_q.brokers.orm.ORM.enqueue", broken)
    committed(site)

    assert "on_commit" in caplog.text


def broken(*args, **kwargs):
    raise ConnectionError("The queue is down.")


@pytest.mark.django_db(transaction=True)
def test_without_a_cache_a_worker_is_woken_all_the_same(site, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "a_table_that_does_not_exist",
        }
    }
    wake_up(site.pk)

    assert OrmQ.objects.count() == 1


def test_a_task_for_a_site_that_is_gone_is_no_trouble(db):
    deliver_leads(4711)


def test_a_task_for_a_site_without_an_account_leaves_its_leads(site):
    lead = Lead.objects.create(
        site=site,
        vehicle_make="Toyota",
        vehicle_model="HiLux",
        vehicle_year=2021,
        vehicle_type=Lead.VehicleType.CAR,
        customer_name="Kim",
        customer_email="kim@example.com",
    )
    deliver_leads(site.pk)

    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.PENDING
