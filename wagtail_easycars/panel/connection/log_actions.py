"""What Wagtail's history says of a site's credentials: which changed, and never to what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter, log

from wagtail_easycars.models import EasyCarsSettings

CREDENTIALS_ACTION = "wagtail_easycars.change_credentials"


def register_settings_actions(actions: LogActionRegistry) -> None:
    actions.register_action(CREDENTIALS_ACTION)(CredentialsLogFormatter)


def log_credentials(
    settings: EasyCarsSettings, user: Any, *, entered: Sequence[str], removed: Sequence[str]
) -> None:
    """Log which secrets were entered and removed, by the names of their fields, if any were."""
    if entered or removed:
        data = {"entered": [*entered], "removed": [*removed]}
        log(instance=settings, action=CREDENTIALS_ACTION, user=user, data=data)


class CredentialsLogFormatter(LogFormatter):
    label = gettext_lazy("Change EasyCars credentials")

    def format_message(self, log_entry: Any) -> str:
        parts = (
            (_("Entered: %(fields)s."), log_entry.data.get("entered", [])),
            (_("Removed: %(fields)s."), log_entry.data.get("removed", [])),
        )
        return " ".join(text % {"fields": _list(names)} for text, names in parts if names)


def _list(names: Sequence[str]) -> str:
    labels = [capfirst(str(EasyCarsSettings._meta.get_field(name).verbose_name)) for name in names]
    return get_text_list(labels, _("and"))
