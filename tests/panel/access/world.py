"""Two dealers with something of everything. What belongs to the first says so: ``MARK``."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone
from wagtail.models import Page, Site

from tests.conftest import make_site
from wagtail_easycars.models import (
    Difference,
    EasyCarsSettings,
    Lead,
    LeadAttempt,
    SyncChange,
    SyncRun,
    Vehicle,
)
from wagtail_easycars.pages.models import InventoryPage, VehiclePage

Kind, Cause = Difference.Kind, Difference.Cause

# What feeds and visitors may send.
HOSTILE = "<script>alert(1)</script>"
FEED = {"StockNumber": "N0001", "Make": "Toyota", "Model": "Corolla", "Price": 19000}
MARK = "harbouronly"


def make_world():
    """Return the objects of the first dealer's site by name; ``other`` holds the second's."""
    Site.objects.all().delete()
    world = make_dealer("harbour.example", MARK, is_default=True)
    world.other = make_dealer("hills.example", "hills")
    return world


def make_dealer(hostname, mark, *, is_default=False):
    site = make_site(hostname, is_default=is_default)
    stock = site.root_page.add_child(instance=InventoryPage(title=f"Stock {mark}", slug="stock"))
    settings = EasyCarsSettings.objects.create(
        site=site,
        account_number=f"EC{mark}"[:20],
        account_secret=f"account-{mark}",
        stock_client_id=f"client-{mark}",
        stock_client_secret=f"secret-{mark}",
        inventory_page=Page.objects.get(pk=stock.pk),
        uncertain_leads=EasyCarsSettings.UncertainLeads.HOLD,
    )
    run = SyncRun.objects.create(
        site=site,
        kind=SyncRun.Kind.STOCK,
        trigger=SyncRun.Trigger.MANUAL,
        status=SyncRun.Status.WARNING,
        started_at=timezone.now(),
        finished_at=timezone.now(),
        error=f"{mark} needs a person{HOSTILE}",
        failed=1,
    )
    vehicle = make_vehicle(site, mark, 1, source=Vehicle.Source.MANUAL)
    held = make_vehicle(site, mark, 2, withdrawal_held_at=timezone.now(), withdrawal_held_by=run)
    stock.add_child(instance=VehiclePage(title=f"{mark} car", slug="car", vehicle=vehicle))
    twin = make_vehicle(site, mark, 3, vin=vehicle.vin)
    pinned = make_vehicle(site, mark, 4, pinned_fields=["price"], feed=FEED)
    withdrawn = make_vehicle(
        site, mark, 5, source=Vehicle.Source.MANUAL, status=Vehicle.Status.WITHDRAWN
    )
    lead = make_lead(vehicle, mark, delivery=Lead.Delivery.REJECTED, last_error=f"{mark}{HOSTILE}")
    in_an_hour = timezone.now() + timedelta(hours=1)
    in_easycars = {
        "delivery": Lead.Delivery.DELIVERED,
        "lead_number": "77",
        "account": settings.account_number,
        "environment": settings.environment,
        "easycars_status": Lead.Status.WON,
    }
    SyncChange.objects.create(
        run=run,
        action=SyncChange.Action.FAILED,
        vehicle=vehicle,
        reference=vehicle.stock_number,
        title=f"{mark} car{HOSTILE}",
        error=f"{mark} cannot be used{HOSTILE}",
    )
    return SimpleNamespace(
        site=site,
        settings=settings,
        run=run,
        vehicle=vehicle,
        twin=twin,
        held=held,
        withdrawn=withdrawn,
        pinned=pinned,
        lead=lead,
        waiting_lead=make_lead(vehicle, mark, attempts=1, next_attempt_at=in_an_hour),
        uncertain_lead=make_held_lead(vehicle, mark),
        differing_lead=make_lead(vehicle, mark, **in_easycars),
        **make_differences(site, mark, pinned, held, lead),
    )


def make_differences(site, mark, priced, missing, lead):
    """Return one of each kind of record by name, and one that was ignored."""

    def make(key, kind, **values):
        return Difference.objects.create(
            site=site,
            key=key,
            kind=kind,
            title=f"{mark} car{HOSTILE}",
            detail=f"{mark}{HOSTILE}",
            **values,
        )

    price = {"field": "price", "ours": "20000", "theirs": "19000", "cause": Cause.PINNED}
    return {
        "price_difference": make("price", Kind.FIELD, vehicle=priced, **price),
        "missing_difference": make("missing", Kind.ONLY_HERE, vehicle=missing, cause=Cause.HELD),
        "new_difference": make(
            "new", Kind.ONLY_THERE, reference=FEED["StockNumber"], cause=Cause.NEW, item=FEED
        ),
        "lead_difference": make("lead", Kind.LEAD_ONLY_HERE, lead=lead, cause=Cause.REJECTED),
        "ignored_difference": make(
            "ignored", Kind.FIELD, vehicle=missing, decision=Difference.Decision.IGNORED, **price
        ),
    }


def make_vehicle(site, mark, number, **values):
    return Vehicle.objects.create(
        **{
            "site": site,
            "stock_number": f"{mark}-{number}",
            "make": f"Make{mark}{HOSTILE}",
            "model": f"Model{number}{HOSTILE}",
            "vin": f"6T1BF3FK00X00000{number}"[:17],
            "price": 20000,
            "source": Vehicle.Source.EASYCARS,
            **values,
        }
    )


def make_held_lead(vehicle, mark):
    """Return a lead that was looked for in EasyCars in vain."""
    lead = make_lead(vehicle, mark, delivery=Lead.Delivery.UNCERTAIN)
    LeadAttempt.objects.create(
        lead=lead, purpose=LeadAttempt.Purpose.FIND, outcome=LeadAttempt.Outcome.NOT_FOUND
    )
    return lead


def make_lead(vehicle, mark, **values):
    return Lead.objects.create(
        **{
            "site": vehicle.site,
            "vehicle": vehicle,
            "customer_name": f"Harriet {mark}{HOSTILE}",
            "customer_email": f"harriet@{mark}.example",
            "message": f"Is {mark} for sale?{HOSTILE}",
            "source_page_url": "javascript:alert(1)",
            "vehicle_make": f"{mark}{HOSTILE}",
            "vehicle_model": "Ute",
            "vehicle_year": 2020,
            "stock_number": vehicle.stock_number,
            **values,
        }
    )
