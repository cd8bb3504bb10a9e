"""A form field for a stored secret: it can be set, replaced and removed, but is never shown.

Submitted blank, it keeps what is stored; a checkbox beside it removes that.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_easycars.encryption import EncryptionError
from wagtail_easycars.secret import Secret
from wagtail_easycars.stored_secret import StoredSecret

LENGTH_TO_SHOW_ENDING = 12


class Remove:
    """Submitted data: the checkbox was ticked, perhaps beside a new value."""

    def __init__(self, *, beside_a_value: bool) -> None:
        self.beside_a_value = beside_a_value


class SecretInput(forms.PasswordInput):
    """A password input beside a sentence on what is stored and a checkbox that removes it."""

    template_name = "wagtail_easycars/widgets/secret_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "new-password", **(attrs or {})}, render_value=False)

    def get_context(
        self, name: str, value: StoredSecret | None, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        widget = context["widget"]
        state_id = f"{widget['attrs'].get('id', name)}-state"
        described_by = widget["attrs"].get("aria-describedby", "").split()
        widget["attrs"]["aria-describedby"] = " ".join([*described_by, state_id])
        widget["state"] = describe(value)
        widget["state_id"] = state_id
        widget["is_set"] = bool(value)
        widget["remove_name"] = self.remove_name(name)
        widget["remove_id"] = f"{widget['attrs'].get('id', name)}-clear"
        return context

    def remove_name(self, name: str) -> str:
        return f"{name}-clear"

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> str | Secret | Remove | None:
        value = super().value_from_datadict(data, files, name)
        if forms.CheckboxInput().value_from_datadict(data, files, self.remove_name(name)):
            return Remove(beside_a_value=bool(value))
        return value

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        return name not in data and self.remove_name(name) not in data


class SecretField(forms.Field):
    """Cleans to a ``Secret``, empty where the stored one is to go, or ``None`` to keep it."""

    widget = SecretInput
    default_error_messages = {
        "contradiction": gettext_lazy("Either enter a new value or tick the box, not both."),
        "characters": gettext_lazy("Enter characters that can be printed, on one line."),
    }

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial  # what was typed is not sent back

    def has_changed(self, initial: Any, data: Any) -> bool:
        return data not in self.empty_values

    def to_python(self, value: Any) -> Secret | None:
        if isinstance(value, Remove):
            if value.beside_a_value:
                raise ValidationError(self.error_messages["contradiction"], code="contradiction")
            return Secret("")
        if value in self.empty_values:
            return None
        return self._clean_secret(value if isinstance(value, Secret) else Secret(value))

    def _clean_secret(self, secret: Secret) -> Secret | None:
        stripped = Secret(secret.reveal().strip())
        if not stripped.reveal().isprintable():
            raise ValidationError(self.error_messages["characters"], code="characters")
        return stripped or None


def describe(stored: StoredSecret | None) -> str:
    """Return a sentence on what is stored that gives away no more than its last characters."""
    if not stored:
        return _("Not set")
    try:
        secret = stored.open()
    except EncryptionError as error:
        return _("Cannot be read: %(reason)s") % {"reason": error}
    ending = secret.reveal()[-4:] if len(secret) >= LENGTH_TO_SHOW_ENDING else ""
    return _describe_set(_parse_time(stored.set_at), ending)


def _describe_set(set_at: datetime | None, ending: str) -> str:
    values = {"date": date_format(set_at) if set_at else "", "ending": ending}
    if set_at and ending:
        return _("Set on %(date)s, ends in %(ending)s") % values
    if set_at:
        return _("Set on %(date)s") % values
    if ending:
        return _("Set, ends in %(ending)s") % values
    return _("Set")


def _parse_time(text: str) -> datetime | None:
    time = parse_datetime(text)
    return localtime(time) if time and is_aware(time) else time
