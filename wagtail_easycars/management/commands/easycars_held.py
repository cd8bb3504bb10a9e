from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.management.base import EasyCarsCommand
from wagtail_easycars.management.sites import find_site
from wagtail_easycars.models import SyncRun, Vehicle
from wagtail_easycars.runs.report import describe_run, report_unbegun, run_as_dict, site_spec
from wagtail_easycars.stock.held import approve_withdrawals, dismiss_withdrawals


class Command(EasyCarsCommand):
    help = (
        "Shows the vehicles that are missing from the feed and stay on the site until a person has "
        "agreed, takes them off the site, or keeps them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", metavar="HOST[:PORT]", required=True)
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--list", action="store_true")
        what.add_argument("--approve", action="store_true", help="take them off the site")
        what.add_argument("--dismiss", action="store_true", help="keep them until the next sync")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        site = find_site(options["site"])
        if options["list"]:
            self._list(site, as_json=options["json"])
        else:
            decide = approve_withdrawals if options["approve"] else dismiss_withdrawals
            self._decide(decide, site, as_json=options["json"])

    def _list(self, site: Site, *, as_json: bool) -> None:
        held = Vehicle.objects.filter(site=site).held().order_by("stock_number")
        if as_json:
            vehicles = [_as_dict(vehicle) for vehicle in held]
            self.stdout.write(json.dumps({"site": site_spec(site), "held": vehicles}))
            return
        for vehicle in held:
            self.stdout.write(f"{vehicle.stock_number}  {vehicle.title}")
        if not held:
            self.stdout.write(_nothing_waits())

    def _decide(self, decide: Callable[..., SyncRun], site: Site, *, as_json: bool) -> None:
        try:
            run = decide(site, trigger=SyncRun.Trigger.COMMAND)
        except EasyCarsError as error:
            if as_json:
                self.stdout.write(json.dumps(report_unbegun(site, SyncRun.Kind.STOCK, str(error))))
            raise
        if as_json:
            self.stdout.write(json.dumps(run_as_dict(run)))
        if run.status == SyncRun.Status.FAILED:
            raise CommandError(run.error)
        if not as_json:
            self.stdout.write(_describe(run))


def _describe(run: SyncRun) -> str:
    if not run.done:
        return _nothing_waits()
    return describe_run(run) if run.withdrawn else _("%(count)d kept") % {"count": run.done}


def _nothing_waits() -> str:
    return _("Nothing waits for a person.")


def _as_dict(vehicle: Vehicle) -> dict[str, Any]:
    held_at, last_seen_at = vehicle.withdrawal_held_at, vehicle.last_seen_at
    return {
        "stock_number": vehicle.stock_number,
        "title": vehicle.title,
        "held_at": held_at.isoformat() if held_at else None,
        "last_seen_at": last_seen_at.isoformat() if last_seen_at else None,
    }
