"""Of which site, and about which vehicle, an enquiry is."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.models import Site

from wagtail_easycars.leads.enquiry.shown import STOCK_NUMBER
from wagtail_easycars.leads.enquiry.ticket import Ticket
from wagtail_easycars.models import Vehicle

# What a lead keeps of its vehicle, and what the form shows of it.
VEHICLE_FIELDS = (
    "stock_number",
    "make",
    "model",
    "badge",
    "year",
    "price",
    "special_price",
    "is_drive_away",
    "vehicle_type",
    "condition",
)


def find_site(request: HttpRequest) -> Site:
    site: Site | None = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def find_vehicle(site_id: int, stock_number: str, *, shown_at: datetime) -> Vehicle | None:
    """Return the vehicle of a site, if it was on it when the visitor saw the form.

    ``None`` where it is gone, which costs no enquiry.
    """
    if not stock_number or "\x00" in stock_number:
        return None
    was_on_site = Q(withdrawn_at=None) | Q(withdrawn_at__gte=shown_at)
    vehicles = Vehicle.objects.filter(
        was_on_site, site_id=site_id, stock_number=stock_number
    ).order_by()
    return next(iter(vehicles.only(*VEHICLE_FIELDS)), None)


def read_origin(request: HttpRequest) -> tuple[Ticket | None, Vehicle | None]:
    """Return the ticket that was sent, and the vehicle that the enquiry is about.

    There is no ticket where it is not ours, or of a site that is gone.
    """
    sent = Ticket.read(request.POST.get("ticket", ""))
    number = request.GET.get(STOCK_NUMBER, "")
    if sent is not None:
        vehicle = find_vehicle(sent.site_id, number, shown_at=sent.shown_at)
        # A site with a vehicle cannot be deleted, which saves most enquiries a query.
        if vehicle is not None or Site.objects.filter(pk=sent.site_id).exists():
            return sent, vehicle
    return None, find_vehicle(find_site(request).pk, number, shown_at=timezone.now())
