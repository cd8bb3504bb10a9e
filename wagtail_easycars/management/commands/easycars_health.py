from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from wagtail_easycars.health.alarm import tell_of_missing_tick
from wagtail_easycars.health.findings import Finding
from wagtail_easycars.health.report import get_health, health_as_dict
from wagtail_easycars.management.base import EasyCarsCommand
from wagtail_easycars.runs.report import site_spec


class Command(EasyCarsCommand):
    help = (
        "Says what needs a person. Exit status 0 where nothing does, 1 where something does. Mails "
        "the ADMINS, once, where nothing starts by itself any more."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        report = get_health()
        tell_of_missing_tick(report)
        if options["json"]:
            self.stdout.write(json.dumps(health_as_dict(report)))
        elif report.is_fine:
            self.stdout.write(self.style.SUCCESS(_("Nothing needs a person.")))
        else:
            self._write_findings(report.findings)
        if not report.is_fine:
            sys.exit(1)

    def _write_findings(self, findings: list[Finding]) -> None:
        for finding in findings:
            place = f"{site_spec(finding.site)}: " if finding.site else ""
            self.stdout.write(self.style.WARNING(f"{place}{finding.description}"))
