from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_easycars.encryption import BadKey, new_key
from wagtail_easycars.management.base import EasyCarsCommand, UsageError
from wagtail_easycars.rotation import RotationReport, check_keys, rotate_keys


class Command(EasyCarsCommand):
    help = (
        "Encrypts every stored secret with the first key of ENCRYPTION_KEYS. Put a new key first, "
        "deploy, run this, and drop the old key once --check ends with exit status 0."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        instead = parser.add_mutually_exclusive_group()
        instead.add_argument(
            "--check",
            action="store_true",
            help="Change nothing; exit status 0 only if no secret needs an older key.",
        )
        instead.add_argument(
            "--new-key", metavar="ID", help="Print a new key with this id for ENCRYPTION_KEYS."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new_key"] is not None:
            self._print_new_key(options["new_key"])
            return
        report = check_keys() if options["check"] else rotate_keys()
        self._print(report)
        if not report.is_complete:
            raise CommandError(_explain(report))

    def _print_new_key(self, key_id: str) -> None:
        try:
            self.stdout.write(new_key(key_id))
        except BadKey as error:
            raise UsageError(str(error)) from error

    def _print(self, report: RotationReport) -> None:
        self.stdout.write(
            _("Key %(key)s: %(current)d current, %(rotated)d rotated, %(outdated)d to rotate.")
            % {
                "key": report.key_id,
                "current": report.current,
                "rotated": report.rotated,
                "outdated": report.outdated,
            }
        )
        for line in report.unreadable:
            self.stderr.write(line)


def _explain(report: RotationReport) -> str:
    if report.unreadable:
        return ngettext(
            "%(count)d secret cannot be read. Keep all keys.",
            "%(count)d secrets cannot be read. Keep all keys.",
            len(report.unreadable),
        ) % {"count": len(report.unreadable)}
    left = report.outdated + report.changed_meanwhile
    return ngettext(
        "%(count)d secret is left. Run 'manage.py easycars_rotate_keys'.",
        "%(count)d secrets are left. Run 'manage.py easycars_rotate_keys'.",
        left,
    ) % {"count": left}
