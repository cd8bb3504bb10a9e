"""The dealers of one installation, made in a process of its own.

python -m benchmarks.clusters.dealers create 500     creates them, with an empty stock
python -m benchmarks.clusters.dealers start          queues a run for each of them
"""

from __future__ import annotations

import sys
from itertools import cycle

import django

HOSTNAME = "dealer-{number}.example"


def create(count: int) -> None:
    """Migrate, and create ``count`` sites with inventory pages; none has a vehicle."""
    from django.core.management import call_command
    from wagtail.models import Page, Site

    from wagtail_easycars.configuration import configure
    from wagtail_easycars.sandbox.accounts import ACCOUNTS

    call_command("migrate", verbosity=0)
    root = Page.get_first_root_node()
    for number, account in zip(range(count), cycle(ACCOUNTS.values()), strict=False):
        hostname = HOSTNAME.format(number=number)
        home = root.add_child(instance=Page(title=hostname, slug=f"dealer-{number}"))
        site = Site.objects.create(hostname=hostname, root_page=home)
        configure(site, {**account.as_settings(), "stock_schedule": "1h"})


def start() -> None:
    """Make every schedule due, and look at the schedules once."""
    from django.utils import timezone

    from wagtail_easycars.models import SyncSchedule
    from wagtail_easycars.schedule.plans import adjust_schedules
    from wagtail_easycars.schedule.starting import start_due_runs

    now = timezone.now()
    adjust_schedules(now)
    SyncSchedule.objects.filter(kind="stock").update(next_due_at=now)
    start_due_runs(now)


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "create":
        create(int(sys.argv[2]))
    else:
        start()
