from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from wagtail_easycars.images.move import move_images
from wagtail_easycars.management.base import EasyCarsCommand
from wagtail_easycars.management.progress import progress_bar
from wagtail_easycars.management.sites import find_site
from wagtail_easycars.models import SyncRun
from wagtail_easycars.runs.lifecycle import new_run
from wagtail_easycars.runs.report import describe_run, run_as_dict, site_spec


class Command(EasyCarsCommand):
    help = "Moves a site's stored pictures to the storage that the site uses now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", metavar="HOST[:PORT]", required=True)
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        site = find_site(options["site"])
        run = new_run(site, SyncRun.Kind.IMAGES, trigger=SyncRun.Trigger.COMMAND, is_exchange=False)
        with progress_bar(run, visible=not options["json"]) as progress:
            move_images(run, progress=progress)
        run.refresh_from_db()
        if options["json"]:
            self.stdout.write(json.dumps(run_as_dict(run)))
        else:
            self._write_result(run)
        if run.error:
            self.stderr.write(self.style.WARNING(f"{site_spec(site)}: {run.error}"))
        if run.status == SyncRun.Status.FAILED:
            sys.exit(1)

    def _write_result(self, run: SyncRun) -> None:
        nothing = _("All pictures are in the site's storage already.")
        result = describe_run(run) if run.total else nothing
        self.stdout.write(f"{site_spec(run.site)}: {result}")
