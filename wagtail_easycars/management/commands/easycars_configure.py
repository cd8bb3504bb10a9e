from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from wagtail_easycars.configuration import (
    Configuration,
    UnknownSetting,
    conceal_secrets,
    configure,
)
from wagtail_easycars.management.base import EasyCarsCommand, UsageError
from wagtail_easycars.management.sites import find_site


class Command(EasyCarsCommand):
    help = (
        "Sets fields of a site's EasyCars settings from a JSON object; fields it does not name "
        "stay. null removes a secret."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", required=True, metavar="HOST[:PORT]")
        parser.add_argument(
            "--json",
            required=True,
            metavar="FILE",
            dest="source",
            help="A file with a JSON object of field names and values; - for standard input.",
        )

    def handle(self, *args: Any, site: str, source: str, **options: Any) -> None:
        values = _read_object(source)
        try:
            configuration = configure(find_site(site), values)
        except UnknownSetting as error:
            raise UsageError(str(error)) from error
        self._print(configuration)

    def _print(self, configuration: Configuration) -> None:
        self.stdout.write(
            _("%(site)s: set %(names)s.")
            % {
                "site": configuration.settings.site,
                "names": ", ".join(configuration.set_fields) or _("nothing"),
            }
        )
        if configuration.removed_secrets:
            self.stdout.write(
                _("Removed %(names)s.") % {"names": ", ".join(configuration.removed_secrets)}
            )
        if configuration.created_page is not None:
            self.stdout.write(
                _("Created the inventory page %(url)s.")
                % {"url": configuration.created_page.full_url}
            )


def _read_object(source: str) -> dict[str, Any]:
    outcome = _parse_object(source)
    if isinstance(outcome, str):
        raise UsageError(outcome)
    return outcome


def _parse_object(source: str) -> dict[str, Any] | str:
    """Return the values with their secrets concealed, or what is wrong, unraised.

    An error that was raised here would hold the whole text, in itself or in its frames.
    """
    name = _("Standard input") if source == "-" else source
    try:
        values = json.loads(_read(source))
    except OSError as error:
        return f"{name}: {error.strerror}"
    except json.JSONDecodeError as error:
        return _("%(file)s is not JSON: %(problem)s in line %(line)d.") % {
            "file": name,
            "problem": error.msg,
            "line": error.lineno,
        }
    except (ValueError, RecursionError):  # no UTF-8, an endless number, nesting too deep
        return _("%(file)s is not JSON.") % {"file": name}
    if not isinstance(values, dict):
        return _("%(file)s must hold a JSON object of field names and values.") % {"file": name}
    return conceal_secrets(values)


def _read(source: str) -> str:
    return sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8-sig")
