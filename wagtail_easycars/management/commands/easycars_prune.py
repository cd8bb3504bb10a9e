from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.images.prune import Leftovers, find_leftovers, prune_images
from wagtail_easycars.images.report import describe_leftovers
from wagtail_easycars.management.base import EasyCarsCommand
from wagtail_easycars.management.failures import describe_failure
from wagtail_easycars.management.sites import add_site_arguments, find_sites_with_data, is_active
from wagtail_easycars.models import SyncRun
from wagtail_easycars.retention import Expired, find_expired, give_up_expired
from wagtail_easycars.runs.report import site_spec

Report = dict[str, Any]


class Command(EasyCarsCommand):
    help = (
        "Deletes pictures that nothing uses, old runs and attempts at leads, and makes old leads "
        "anonymous. Call it once a day."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_site_arguments(parser)
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would be done, do nothing"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        work = self._preview if options["dry_run"] else self._prune
        reports = [
            self._report(work, site, options) for site in find_sites_with_data(options["site"])
        ]
        if options["json"]:
            self.stdout.write(json.dumps(reports[0] if options["site"] else {"sites": reports}))
        if any(report["status"] == SyncRun.Status.FAILED for report in reports):
            sys.exit(1)

    def _report(self, work: Any, site: Site, options: dict[str, Any]) -> Report:
        try:
            report = work(site)
        except (EasyCarsError, DatabaseError) as error:
            report = {"status": SyncRun.Status.FAILED.value, "error": describe_failure(error)}
        if report["error"]:
            self.stderr.write(self.style.WARNING(f"{site_spec(site)}: {report['error']}"))
        if not options["json"] and "said" in report:
            self.stdout.write(f"{site_spec(site)}: {report['said']}")
        report.pop("said", None)
        return {"site": site_spec(site), **report}

    @staticmethod
    def _preview(site: Site) -> Report:
        expired = find_expired(site, timezone.now())
        leftovers = find_leftovers(site) if is_active(site) else Leftovers()
        return {
            "dry_run": True,
            "status": SyncRun.Status.SUCCESS.value,
            **asdict(leftovers),
            **asdict(expired),
            "error": "",
            "said": _describe(
                _(
                    "Nothing is written. To be deleted: %(leftovers)s, %(runs)s, "
                    "%(attempts)s; to be made anonymous: %(leads)s."
                ),
                leftovers,
                expired,
            ),
        }

    @staticmethod
    def _prune(site: Site) -> Report:
        expired = give_up_expired(site, timezone.now())
        status, error, leftovers = _prune_images(site)
        return {
            "status": status,
            **asdict(leftovers),
            **asdict(expired),
            "error": error,
            "said": _describe(
                _("Deleted: %(leftovers)s, %(runs)s, %(attempts)s; made anonymous: %(leads)s."),
                leftovers,
                expired,
            ),
        }


def _prune_images(site: Site) -> tuple[str, str, Leftovers]:
    """A site that is switched off has old runs and leads all the same, but no storage to ask.

    Where pictures cannot be pruned, what else was done is reported all the same.
    """
    if not is_active(site):
        return SyncRun.Status.SUCCESS.value, "", Leftovers()
    try:
        run, leftovers = prune_images(site)
    except EasyCarsError as error:
        return SyncRun.Status.FAILED.value, str(error), Leftovers()
    return run.status, run.error, leftovers


def _describe(text: str, leftovers: Leftovers, expired: Expired) -> str:
    runs = ngettext("%(n)d run", "%(n)d runs", expired.runs) % {"n": expired.runs}
    attempts = ngettext("%(n)d attempt at a lead", "%(n)d attempts at leads", expired.attempts) % {
        "n": expired.attempts
    }
    leads = ngettext("%(n)d lead", "%(n)d leads", expired.leads) % {"n": expired.leads}
    return text % {
        "leftovers": describe_leftovers(leftovers),
        "runs": runs,
        "attempts": attempts,
        "leads": leads,
    }
