from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from wagtail_easycars.images.prune import Leftovers, find_leftovers, prune_images
from wagtail_easycars.images.report import describe_leftovers
from wagtail_easycars.management.base import EasyCarsCommand
from wagtail_easycars.management.failures import Report, carry_out_for, describe_failure
from wagtail_easycars.management.sites import add_site_arguments, find_sites_with_data, is_active
from wagtail_easycars.models import SyncRun
from wagtail_easycars.retention import Expired, find_expired, give_up_expired
from wagtail_easycars.runs.report import site_spec

Work = Callable[[Site], Report]


class Command(EasyCarsCommand):
    help = (
        "Deletes pictures that nothing uses, old runs and attempts at leads, and makes old leads "
        "anonymous. But for pictures, ticks do this once a day."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_site_arguments(parser)
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would be done, do nothing"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        work = self._preview if options["dry_run"] else self._prune
        as_json = options["json"]
        sites = find_sites_with_data(options["site"])
        reports = [self._report(work, site, as_json) for site in sites]
        if as_json:
            self.stdout.write(json.dumps(reports[0] if options["site"] else {"sites": reports}))
        if any(report["status"] == SyncRun.Status.FAILED for report in reports):
            sys.exit(1)

    def _report(self, work: Work, site: Site, as_json: bool) -> Report:
        return carry_out_for(site, lambda: self._carry_out(work, site, as_json), self)

    def _carry_out(self, work: Work, site: Site, as_json: bool) -> Report:
        report = work(site)
        said = report.pop("said")
        if report["error"]:
            self.stderr.write(self.style.WARNING(f"{site_spec(site)}: {report['error']}"))
        if not as_json:
            self.stdout.write(f"{site_spec(site)}: {said}")
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
    except Exception as error:  # noqa: BLE001  (a storage of the site's own may raise anything)
        return SyncRun.Status.FAILED.value, describe_failure(error), Leftovers()
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
