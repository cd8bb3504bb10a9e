from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_easycars.leads.privacy import Erasure, erase_person
from wagtail_easycars.management.base import EasyCarsCommand, UsageError
from wagtail_easycars.management.sites import find_site


class Command(EasyCarsCommand):
    help = (
        "Wipes what is kept of a person in the leads, at the person's request. Leads that wait for "
        "their delivery are not sent any more. What EasyCars has must be erased there."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="the person's address, in any case")
        parser.add_argument("--site", metavar="HOST[:PORT]", help="only one dealer's leads")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        site = None if options["site"] is None else find_site(options["site"])
        erasure = erase_person(self._email(options["email"]), site=site)
        if options["json"]:
            self.stdout.write(json.dumps(asdict(erasure)))
        else:
            self._report(erasure)
        if erasure.left:
            raise CommandError(
                ngettext(
                    "%(count)d lead is being sent just now. Run this again in ten minutes.",
                    "%(count)d leads are being sent just now. Run this again in ten minutes.",
                    erasure.left,
                )
                % {"count": erasure.left}
            )

    def _email(self, text: str) -> str:
        try:
            validate_email(text.strip())
        except ValidationError:
            raise UsageError(_("That is no email address.")) from None
        return text

    def _report(self, erasure: Erasure) -> None:
        erased = ngettext(
            "%(n)d lead made anonymous.", "%(n)d leads made anonymous.", erasure.erased
        )
        self.stdout.write(erased % {"n": erasure.erased})
        if erasure.lead_numbers:
            numbers = ", ".join(erasure.lead_numbers)
            self.stdout.write(_("Erase in EasyCars too: %(numbers)s") % {"numbers": numbers})
        if erasure.uncertain:
            references = ", ".join(erasure.uncertain)
            self.stdout.write(
                _("Possibly in EasyCars too, by external ID: %(references)s")
                % {"references": references}
            )
