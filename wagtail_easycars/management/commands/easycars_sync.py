from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.flows import FLOWS
from wagtail_easycars.management.base import EasyCarsCommand
from wagtail_easycars.management.progress import progress_bar
from wagtail_easycars.management.sites import find_site
from wagtail_easycars.models import EasyCarsSettings, SyncRun
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.runs.report import describe_run, run_as_dict, site_spec
from wagtail_easycars.stock.preview import describe_preview, preview_as_dict
from wagtail_easycars.stock.sync import preview_stock

Report = dict[str, Any]


class Command(EasyCarsCommand):
    help = "Synchronises sites with their EasyCars accounts, now and whatever the schedule says."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=[*FLOWS, "all"])
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--site", metavar="HOST[:PORT]")
        which.add_argument("--all-sites", action="store_true", help="every active site")
        parser.add_argument("--dry-run", action="store_true", help="show the plan, write nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        kinds = list(FLOWS) if options["kind"] == "all" else [options["kind"]]
        sites = self._get_sites(options)
        work = self._preview if options["dry_run"] else self._sync
        reports = [
            self._report(work, site, kind, as_json=options["json"])
            for site in sites
            for kind in kinds
        ]
        if options["json"]:
            single = options["site"] and options["kind"] != "all"
            self.stdout.write(
                json.dumps(reports[0] if single else {"runs": reports}, cls=DjangoJSONEncoder)
            )
        if any(report["status"] == SyncRun.Status.FAILED for report in reports):
            sys.exit(1)

    @staticmethod
    def _get_sites(options: dict[str, Any]) -> list[Site]:
        if options["site"]:
            return [find_site(options["site"])]
        active = EasyCarsSettings.objects.filter(is_active=True).exclude(account_number="")
        return [settings.site for settings in active.select_related("site").order_by("site")]

    def _report(
        self, work: Callable[..., Report], site: Site, kind: str, *, as_json: bool
    ) -> Report:
        try:
            return work(site, kind, as_json=as_json)
        except (EasyCarsError, DatabaseError) as error:
            self.stderr.write(self.style.ERROR(f"{site_spec(site)}: {error}"))
            return {
                "id": None,
                "site": site_spec(site),
                "kind": kind,
                "status": SyncRun.Status.FAILED.value,
                "error": str(error),
            }

    def _sync(self, site: Site, kind: str, *, as_json: bool) -> Report:
        run = create_run(site, kind, trigger=SyncRun.Trigger.COMMAND)
        with progress_bar(run, visible=not as_json) as progress:
            FLOWS[kind](run, progress=progress)
        run.refresh_from_db()
        if run.status == SyncRun.Status.FAILED:
            self.stderr.write(self.style.ERROR(f"{site_spec(site)}: {run.error}"))
        elif not as_json:
            self._write_result(run)
        return run_as_dict(run)

    def _write_result(self, run: SyncRun) -> None:
        style = self.style.SUCCESS if run.status == SyncRun.Status.SUCCESS else self.style.WARNING
        self.stdout.write(style(f"{site_spec(run.site)}: {describe_run(run)}"))
        if run.error:
            self.stdout.write(run.error)

    def _preview(self, site: Site, kind: str, *, as_json: bool) -> Report:
        preview = preview_stock(site)
        if not as_json:
            self.stdout.write(_("%(site)s: nothing is written.") % {"site": site_spec(site)})
            for line in describe_preview(preview):
                self.stdout.write(line)
        return {"site": site_spec(site), **preview_as_dict(preview)}
