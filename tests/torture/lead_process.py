"""A process with a database of its own, whose children send leads and may be killed.

It answers as ``process`` does, and has neither threads nor open connections when it forks.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from typing import Any

import django

from tests.torture.process import destroy, main, prepare


def enquire(count: int) -> dict[str, Any]:
    """Save ``count`` enquiries of the one site."""
    from wagtail.models import Site

    from wagtail_easycars.models import Lead

    site = Site.objects.get()
    first = Lead.objects.count() + 1
    for number in range(first, first + count):
        Lead.objects.create(
            site=site,
            vehicle_make="Toyota",
            vehicle_model="Corolla",
            vehicle_year=2021,
            vehicle_type=Lead.VehicleType.CAR,
            customer_name=f"Visitor {number}",
            customer_email=f"visitor{number}@example.com",
        )
    return {}


def send(senders: int, kill_within: float | None = None) -> dict[str, Any]:
    """Let several children send at once; kill each at a moment within ``kill_within`` seconds."""
    children = [_fork_sender() for _ in range(senders)]
    if kill_within is not None:
        moments = sorted(random.uniform(0.1, kill_within) for _ in children)
        started = time.monotonic()
        for child, moment in zip(children, moments, strict=True):
            time.sleep(max(0.0, started + moment - time.monotonic()))
            os.kill(child, signal.SIGKILL)
    statuses = [os.waitpid(child, 0)[1] for child in children]
    return {"exits": [os.waitstatus_to_exitcode(status) for status in statuses]}


def _fork_sender() -> int:
    child = os.fork()
    if not child:
        _be_a_sender()
    return child


def _be_a_sender() -> None:
    from wagtail.models import Site

    from wagtail_easycars.leads.sync import deliver_leads_of

    code = 70
    try:
        deliver_leads_of(Site.objects.get().pk, ignore_waits=True)
        code = 0
    finally:
        os._exit(code)


def send_in_threads(senders: int) -> dict[str, Any]:
    """Let several threads, each with a connection of its own, start to send at one moment."""
    start = threading.Barrier(senders)
    errors: list[str] = []

    def send_when_all_are_there() -> None:
        from django.db import connections
        from wagtail.models import Site

        from wagtail_easycars.leads.sync import deliver_leads_of

        try:
            site_id = Site.objects.get().pk
            start.wait()
            deliver_leads_of(site_id)
        except Exception as error:  # noqa: BLE001  (told to who has asked)
            errors.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send_when_all_are_there) for _ in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"errors": errors}


def mend() -> dict[str, Any]:
    """Do what a person would: send again what EasyCars has refused."""
    from wagtail_easycars.leads.decisions import send_again
    from wagtail_easycars.models import Lead

    refused = Lead.objects.filter(delivery=Lead.Delivery.REJECTED)
    return {"sent_again": sum(send_again(lead) for lead in refused)}


def state() -> dict[str, Any]:
    """Return what the site knows of its leads, and of the attempts to send them."""
    from collections import Counter

    from wagtail_easycars.models import Lead, LeadAttempt

    attempts = LeadAttempt.objects.values_list("purpose", "outcome")
    return {
        "leads": [
            {"external_id": str(external_id), "lead_number": number, "marked": marked, "is": is_}
            for external_id, number, marked, is_ in Lead.objects.values_list(
                "external_id", "lead_number", "possibly_double", "delivery"
            )
        ],
        "attempts": {
            f"{purpose}: {outcome or 'under way'}": count
            for (purpose, outcome), count in sorted(Counter(attempts).items())
        },
    }


ACTIONS = {
    "prepare": prepare,
    "enquire": enquire,
    "send": send,
    "send_in_threads": send_in_threads,
    "mend": mend,
    "state": state,
    "destroy": destroy,
}

if __name__ == "__main__":
    django.setup()
    main(ACTIONS)
