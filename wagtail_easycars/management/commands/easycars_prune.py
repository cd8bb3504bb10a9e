from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.images.prune import find_leftovers, prune_images
from wagtail_easycars.images.report import describe_leftovers
from wagtail_easycars.management.base import EasyCarsCommand
from wagtail_easycars.management.sites import add_site_arguments, find_sites
from wagtail_easycars.models import SyncRun
from wagtail_easycars.runs.report import site_spec

Report = dict[str, Any]


class Command(EasyCarsCommand):
    help = "Deletes what is left over of pictures: addresses, pictures and files that nothing uses."

    def add_arguments(self, parser: CommandParser) -> None:
        add_site_arguments(parser)
        parser.add_argument(
            "--dry-run", action="store_true", help="show what nothing uses, delete nothing"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        work = self._preview if options["dry_run"] else self._prune
        reports = [self._report(work, site, options) for site in find_sites(options["site"])]
        if options["json"]:
            self.stdout.write(json.dumps(reports[0] if options["site"] else {"sites": reports}))
        if any(report["status"] == SyncRun.Status.FAILED for report in reports):
            sys.exit(1)

    def _report(self, work: Any, site: Site, options: dict[str, Any]) -> Report:
        try:
            report = work(site)
        except EasyCarsError as error:
            report = {"status": SyncRun.Status.FAILED.value, "error": str(error)}
        if report["error"]:
            self.stderr.write(self.style.WARNING(f"{site_spec(site)}: {report['error']}"))
        if not options["json"] and "said" in report:
            self.stdout.write(f"{site_spec(site)}: {report['said']}")
        report.pop("said", None)
        return {"site": site_spec(site), **report}

    @staticmethod
    def _preview(site: Site) -> Report:
        leftovers = find_leftovers(site)
        said = _("%(leftovers)s would be deleted.") % {"leftovers": describe_leftovers(leftovers)}
        status = SyncRun.Status.SUCCESS.value
        return {"dry_run": True, "status": status, **asdict(leftovers), "error": "", "said": said}

    @staticmethod
    def _prune(site: Site) -> Report:
        run, leftovers = prune_images(site)
        said = _("%(leftovers)s deleted.") % {"leftovers": describe_leftovers(leftovers)}
        return {"status": run.status, **asdict(leftovers), "error": run.error, "said": said}
