from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from django.core.management.base import CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_easycars.flows import SYNCS, Flow, follow_up
from wagtail_easycars.images.report import describe_statistics
from wagtail_easycars.images.statistics import get_statistics
from wagtail_easycars.images.sync import sync_images
from wagtail_easycars.management.base import EasyCarsCommand, UsageError
from wagtail_easycars.management.failures import Report, carry_out_for
from wagtail_easycars.management.previews import PREVIEWS, Preview, preview_images_run
from wagtail_easycars.management.progress import progress_bar
from wagtail_easycars.management.sites import add_site_arguments, find_sites
from wagtail_easycars.models import SyncRun
from wagtail_easycars.runs.lifecycle import new_run
from wagtail_easycars.runs.report import describe_run, report_unbegun, run_as_dict, site_spec

IMAGES = SyncRun.Kind.IMAGES.value


class Command(EasyCarsCommand):
    help = "Synchronises sites with their EasyCars accounts, now and whatever the schedule says."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=[*SYNCS, "all"])
        add_site_arguments(parser)
        parser.add_argument("--dry-run", action="store_true", help="show the plan, write nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--recheck",
            action="store_true",
            help="with images: ask also whether stored pictures have changed at their addresses",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kinds = list(SYNCS) if options["kind"] == "all" else [options["kind"]]
        if options["recheck"] and IMAGES not in kinds:
            raise UsageError(_("--recheck is about pictures: use it with images or all."))
        sites = find_sites(options["site"])
        work = self._preview if options["dry_run"] else self._sync
        work = partial(work, options)
        reports = [self._report(work, site, kind) for site in sites for kind in kinds]
        if options["json"]:
            single = options["site"] and options["kind"] != "all"
            self.stdout.write(
                json.dumps(reports[0] if single else {"runs": reports}, cls=DjangoJSONEncoder)
            )
        if any(report["status"] == SyncRun.Status.FAILED for report in reports):
            sys.exit(1)

    def _report(self, work: Callable[[Site, str], Report], site: Site, kind: str) -> Report:
        unbegun = report_unbegun(site, kind, "")
        return carry_out_for(site, lambda: work(site, kind), self, **unbegun)

    def _sync(self, options: dict[str, Any], site: Site, kind: str) -> Report:
        run = new_run(site, kind, trigger=SyncRun.Trigger.COMMAND)
        with progress_bar(run, visible=not options["json"]) as progress:
            _get_flow(kind, recheck=options["recheck"])(run, progress=progress)
        run.refresh_from_db()
        if run.status == SyncRun.Status.FAILED:
            self.stderr.write(self.style.ERROR(f"{site_spec(site)}: {run.error}"))
        elif not options["json"]:
            self._write_result(run)
        if options["kind"] != "all":
            follow_up(run)
        return {**run_as_dict(run), **_statistics(run)}

    def _write_result(self, run: SyncRun) -> None:
        style = self.style.SUCCESS if run.status == SyncRun.Status.SUCCESS else self.style.WARNING
        self.stdout.write(style(f"{site_spec(run.site)}: {describe_run(run)}"))
        if run.error:
            self.stdout.write(run.error)
        if run.kind == IMAGES:
            self.stdout.write(describe_statistics(get_statistics(run.site)))

    def _preview(self, options: dict[str, Any], site: Site, kind: str) -> Report:
        preview = _get_preview(kind, recheck=options["recheck"])(site)
        if not options["json"]:
            self.stdout.write(_("%(site)s: nothing is written.") % {"site": site_spec(site)})
            for line in preview.lines:
                self.stdout.write(line)
        return {"site": site_spec(site), **preview.report}


def _get_flow(kind: str, *, recheck: bool) -> Flow:
    return partial(sync_images, recheck=recheck) if kind == IMAGES else SYNCS[kind]


def _get_preview(kind: str, *, recheck: bool) -> Callable[[Site], Preview]:
    return partial(preview_images_run, recheck=recheck) if kind == IMAGES else PREVIEWS[kind]


def _statistics(run: SyncRun) -> Report:
    return {"pictures": asdict(get_statistics(run.site))} if run.kind == IMAGES else {}
