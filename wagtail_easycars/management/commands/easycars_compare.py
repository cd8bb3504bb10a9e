from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import CommandParser
from wagtail.models import Site

from wagtail_easycars.management.base import EasyCarsCommand
from wagtail_easycars.management.failures import Report, carry_out_for
from wagtail_easycars.management.progress import progress_bar
from wagtail_easycars.management.sites import add_site_arguments, find_sites
from wagtail_easycars.models import Difference, SyncRun
from wagtail_easycars.reconciliation.compare import compare_site
from wagtail_easycars.reconciliation.report import describe_difference, difference_as_dict
from wagtail_easycars.runs.lifecycle import new_run
from wagtail_easycars.runs.report import describe_run, run_as_dict, site_spec


class Command(EasyCarsCommand):
    help = "Says what differs between sites and their EasyCars accounts, and changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        add_site_arguments(parser)
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        as_json = options["json"]
        reports = [self._report(site, as_json) for site in find_sites(options["site"])]
        if as_json:
            self.stdout.write(json.dumps(reports[0] if options["site"] else {"runs": reports}))
        if any(report["status"] == SyncRun.Status.FAILED for report in reports):
            sys.exit(1)

    def _report(self, site: Site, as_json: bool) -> Report:
        kind = SyncRun.Kind.COMPARISON.value
        return carry_out_for(site, lambda: self._compare(site, as_json), self, id=None, kind=kind)

    def _compare(self, site: Site, as_json: bool) -> Report:
        run = new_run(site, SyncRun.Kind.COMPARISON, trigger=SyncRun.Trigger.COMMAND)
        with progress_bar(run, visible=not as_json) as progress:
            compare_site(run, progress=progress)
        run.refresh_from_db()
        differences = list(Difference.objects.filter(site=site, decision=""))
        if run.status == SyncRun.Status.FAILED:
            self.stderr.write(self.style.ERROR(f"{site_spec(site)}: {run.error}"))
        elif not as_json:
            self._write(run, differences)
        return {**run_as_dict(run), "differences": [difference_as_dict(d) for d in differences]}

    def _write(self, run: SyncRun, differences: list[Difference]) -> None:
        for difference in differences:
            self.stdout.write(f"  {describe_difference(difference)}")
        self.stdout.write(f"{site_spec(run.site)}: {describe_run(run)}")
        if run.error:
            self.stdout.write(self.style.WARNING(run.error))
