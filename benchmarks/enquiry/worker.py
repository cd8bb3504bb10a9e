"""Sends enquiries to the package's form and to a bare one, in turn.

``python -m benchmarks.enquiry.worker send NUMBER 1`` prints each measurement as a line of JSON.
``benchmarks.settings`` says what the environment must hold.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import django

from benchmarks.enquiry.names import BARE, OURS

if TYPE_CHECKING:
    from benchmarks.measurement import Measurement

Send = Callable[[int], None]

WARM_UP = 10
SECONDS_TO_FILL_IN = 60
ANSWERS = {
    "email": "jo@example.com",
    "phone": "0412 345 678",
    "message": "Is it still there? I could come on Saturday.",
}
# The same by the names of the row's columns.
BARE_ANSWERS = {
    "stock_number": "A1",
    "interest": "1",
    "customer_email": ANSWERS["email"],
    "customer_phone": ANSWERS["phone"],
    "message": ANSWERS["message"],
}


def main(number: int) -> None:
    django.setup()
    for measurement in measure_in_turn(number):
        print(json.dumps(measurement.as_dict()))


def measure_in_turn(number: int) -> Iterator[Measurement]:
    from benchmarks.dealers import create_database
    from benchmarks.measure import measure

    create_database()
    send_ours, send_bare = ours(), bare()
    for turn in range(-WARM_UP, number):
        measurements = [
            measure(OURS, 1, lambda: send_ours(turn)),  # noqa: B023  (called at once)
            measure(BARE, 1, lambda: send_bare(turn)),  # noqa: B023
        ]
        if turn >= 0:
            yield from measurements


def ours() -> Send:
    """Return how a visitor of a cached page enquires about a vehicle."""
    from django.test import Client

    from benchmarks.dealers import MEASURED_HOST, measured_dealer
    from wagtail_easycars.leads.enquiry.ticket import issue_ticket
    from wagtail_easycars.models import Vehicle

    site = measured_dealer().site
    facts = {"make": "TOYOTA", "model": "COROLLA", "year": 2021, "price": 20_000}
    Vehicle.objects.create(site=site, stock_number="A1", vehicle_type="A", **facts)
    client = Client(headers={"host": MEASURED_HOST, "origin": f"http://{MEASURED_HOST}"})
    ticket = issue_ticket(site.pk, page_url=f"http://{MEASURED_HOST}/vehicles/a1/")
    shown = str(replace(ticket, issued_at=ticket.issued_at - SECONDS_TO_FILL_IN))

    def send(turn: int) -> None:
        values = {**ANSWERS, "name": f"Jo {turn}", "kind": "buy", "ticket": shown}
        check(client.post("/easycars/enquiry/?stock=A1", values))

    return send


def bare() -> Send:
    from django.test import Client

    from benchmarks.dealers import MEASURED_HOST, measured_dealer

    client = Client(headers={"host": MEASURED_HOST})
    site_id = measured_dealer().site_id

    def send(turn: int) -> None:
        values = {**BARE_ANSWERS, "customer_name": f"Jo {turn}"}
        check(client.post(f"/bare-enquiry/{site_id}/", values))

    return send


def check(response: object) -> None:
    status = getattr(response, "status_code", None)
    if status != 302:
        raise RuntimeError(f"An enquiry was answered with {status}.")


if __name__ == "__main__":
    main(int(sys.argv[2]))
