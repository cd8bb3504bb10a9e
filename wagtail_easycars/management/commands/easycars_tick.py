from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from wagtail_easycars.management.base import EasyCarsCommand
from wagtail_easycars.management.tick_here import tick_here
from wagtail_easycars.models import SyncRun
from wagtail_easycars.runs.report import describe_run, run_as_dict, site_spec


class Command(EasyCarsCommand):
    help = (
        "Does all that is due by the schedules, and what waits in the job queue, here and now: for "
        "cron, and for a cluster that is stuck."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        report, runs = tick_here()
        if options["json"]:
            steps = report.failed_steps
            result = {"runs": [run_as_dict(run) for run in runs], "failed_steps": steps}
            self.stdout.write(json.dumps(result))
        else:
            self._describe(runs)
        for step in report.failed_steps:
            message = _("Could not look after: %(step)s. The log of the server has the details.")
            self.stderr.write(self.style.ERROR(message % {"step": step}))
        if report.failed_steps or any(run.status == SyncRun.Status.FAILED for run in runs):
            sys.exit(1)

    def _describe(self, runs: list[SyncRun]) -> None:
        for run in runs:
            place = f"{site_spec(run.site)}, {run.get_kind_display()}"
            if run.status == SyncRun.Status.FAILED:
                self.stderr.write(self.style.ERROR(f"{place}: {run.error}"))
            else:
                self.stdout.write(self.style.SUCCESS(f"{place}: {describe_run(run)}"))
