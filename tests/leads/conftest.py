"""Fixtures: leads of a site whose dealer has an EasyCars of its own, so that numbers begin at 1."""

from __future__ import annotations

from itertools import count

import pytest
from django.core.cache import cache

from wagtail_easycars.leads.sync import deliver_leads_of, sync_leads
from wagtail_easycars.models import EasyCarsSettings, Lead, SyncRun
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.sandbox import Sandbox


@pytest.fixture
def sandbox(settings):
    """An EasyCars without leads and without faults, which answers or fails within a second."""
    with Sandbox(catalogue=False) as sandbox:
        settings.WAGTAIL_EASYCARS = {
            **settings.WAGTAIL_EASYCARS,
            "API_BASE_URLS": {"test": sandbox.base_url, "production": sandbox.base_url},
            "READ_TIMEOUT": 0.5,
            "CALL_DEADLINE": 1,
        }
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
        cache.clear()
        yield sandbox


@pytest.fixture
def enquire(easycars):
    """Save an enquiry about a car, each by another visitor, and return it."""
    numbers = count(1)

    def save(settings: EasyCarsSettings = easycars, **values) -> Lead:
        number = next(numbers)
        defaults = {
            "site": settings.site,
            "vehicle_make": "Toyota",
            "vehicle_model": "Corolla",
            "vehicle_year": 2021,
            "vehicle_type": Lead.VehicleType.CAR,
            "is_vehicle_new": False,
            "customer_name": f"Visitor {number}",
            "customer_email": f"visitor{number}@example.com",
        }
        return Lead.objects.create(**{**defaults, **values})

    return save


@pytest.fixture
def deliver(easycars):
    """Deliver what is due now, whatever the waits."""

    def deliver(settings: EasyCarsSettings = easycars) -> None:
        deliver_leads_of(settings.site_id, ignore_waits=True)

    return deliver


@pytest.fixture
def sync(easycars):
    """Synchronise the site's leads, and return the run."""

    def run_sync(
        settings: EasyCarsSettings = easycars, trigger: str = SyncRun.Trigger.COMMAND
    ) -> SyncRun:
        run = create_run(settings.site, SyncRun.Kind.LEADS, trigger=trigger)
        sync_leads(run)
        run.refresh_from_db()
        return run

    return run_sync


@pytest.fixture
def at_easycars(sandbox):
    """Return the leads that EasyCars has, by their ExternalID: several where one is there twice."""

    def leads(account: str = "harbour"):
        found = {}
        for lead in sandbox.leads(account):
            found.setdefault(lead["ExternalID"], []).append(lead)
        return found

    return leads


@pytest.fixture
def delivered(enquire, deliver):
    """Save and deliver a lead, and return it."""

    def make(**values):
        lead = enquire(**values)
        deliver()
        lead.refresh_from_db()
        return lead

    return make
