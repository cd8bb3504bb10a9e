"""The dashboard asks the database as often for a large dealer as for a small one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.panel.people import make_user
from wagtail_easycars.models import Lead, SyncChange, SyncRun, SyncSchedule, Vehicle


@pytest.fixture
def count_queries(client, easycars):
    site = easycars.site
    rights = ["view_syncrun", "start_syncrun", "view_vehicle", "withdraw_vehicle", "view_lead"]
    client.force_login(make_user("manager", **dict.fromkeys(rights, site)))

    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get("/admin/easycars/", {"site": site.pk})
        assert response.status_code == 200
        return len(queries)

    return count


def fill(site, number):
    """Add ``number`` of all that the dashboard tells of."""
    now = timezone.now()
    vehicles = Vehicle.objects.bulk_create(
        Vehicle(
            site=site,
            stock_number=f"{number}-{i}",
            make="Mazda",
            withdrawal_held_at=now if i % 2 else None,
        )
        for i in range(number)
    )
    runs = SyncRun.objects.bulk_create(
        SyncRun(
            site=site,
            kind=kind,
            trigger="schedule",
            status="success",
            started_at=now,
            finished_at=now,
        )
        for kind in ("stock", "images", "leads")
        for _ in range(number)
    )
    SyncChange.objects.bulk_create(
        SyncChange(run=run, action="failed", vehicle=vehicle, error="No price.")
        for run, vehicle in zip(runs, vehicles, strict=False)
    )
    Lead.objects.bulk_create(
        Lead(site=site, customer_name=f"Customer {i}", delivery="rejected", last_error="No phone.")
        for i in range(number)
    )


def test_no_matter_how_much_there_is(count_queries, easycars):
    for kind in ("stock", "images", "leads"):
        SyncSchedule.objects.create(site=easycars.site, kind=kind, schedule="1h")
    fill(easycars.site, 2)
    count_queries()  # what Django and Wagtail ask once a process
    few = count_queries()
    fill(easycars.site, 40)
    assert count_queries() == few
