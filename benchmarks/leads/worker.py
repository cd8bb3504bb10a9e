"""Delivers leads: ``python -m benchmarks.leads.worker NAME SIZE 1`` prints the measurement as JSON.

``benchmarks.settings`` says what the environment must hold.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import django

from benchmarks.leads.names import KNOWN

if TYPE_CHECKING:
    from wagtail.models import Site

    from benchmarks.measurement import Measurement


def main(name: str, size: int) -> None:
    django.setup()
    print(json.dumps(deliver(name, size).as_dict()))


def deliver(name: str, size: int) -> Measurement:
    """Deliver ``size`` leads; a known customer has had one delivered before."""
    from benchmarks.dealers import create_database, measured_dealer
    from benchmarks.measure import measure
    from wagtail_easycars.conf import app_settings
    from wagtail_easycars.leads.sync import deliver_leads_of
    from wagtail_easycars.models import Lead

    create_database()
    site = measured_dealer().site
    enquire(site, 1)
    deliver_leads_of(site.pk)
    enquire(site, size, is_known=name == KNOWN)
    result = measure(name, size, lambda: deliver_leads_of(site.pk))
    delivered = Lead.objects.filter(delivery=Lead.Delivery.DELIVERED).count()
    if delivered != size + 1:
        raise RuntimeError(f"Of {size + 1} leads {delivered} were delivered.")
    result.facts = {"senders": app_settings.LEAD_SENDERS}
    return result


def enquire(site: Site, count: int, *, is_known: bool = True) -> None:
    """Save enquiries of one customer, or of as many as there are enquiries."""
    from wagtail_easycars.models import Lead

    for number in range(count):
        Lead.objects.create(
            site=site,
            vehicle_make="Toyota",
            vehicle_model="Corolla",
            vehicle_year=2021,
            vehicle_type=Lead.VehicleType.CAR,
            customer_name="Kim Nguyen",
            customer_email="kim@example.com" if is_known else f"kim{number}@example.com",
        )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
