"""Sets up a site's connection to EasyCars from outside the admin."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist
from django.db import models, transaction
from django.forms.models import modelform_factory
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Site

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.fields import EncryptedField
from wagtail_easycars.forms.settings import NOT_KEPT
from wagtail_easycars.models import EasyCarsSettings
from wagtail_easycars.publishing.inventory import find_or_create_inventory_page
from wagtail_easycars.secret import Secret

# Stands for a value that is not text where a secret is expected.
NOT_TEXT = object()


class ConfigurationError(EasyCarsError):
    """The values cannot be set; nothing was saved."""


class UnknownSetting(ConfigurationError):
    """``EasyCarsSettings`` has no such field."""


class InvalidSetting(ConfigurationError):
    """A value is of the wrong type, or the settings form refuses it."""


@dataclass(frozen=True)
class Configuration:
    """What ``configure()`` did."""

    settings: EasyCarsSettings
    set_fields: list[str]
    removed_secrets: list[str]
    created_page: Any | None


def configure(site: Site, values: Mapping[str, Any]) -> Configuration:
    """Set the fields of the site's ``EasyCarsSettings`` that ``values`` names; others stay.

    Values are as JSON has them: text, whole numbers, ``True`` and ``False``, and ``None``, which
    empties a field and removes a secret. A secret may be given as a ``Secret``, so that no frame
    of the caller holds it as text. All pass through the same form as in the admin. Where the site
    has no inventory page and ``values`` does not name one, it gets one.

    Raises ``UnknownSetting`` or ``InvalidSetting``; then nothing was saved.
    """
    values = conceal_secrets(values)  # or a traceback's frames would hold them
    with transaction.atomic():
        row, _created = EasyCarsSettings.objects.select_for_update().get_or_create(site=site)
        form = _get_valid_form(row, values)
        created_page = None
        if "inventory_page" not in values and row.inventory_page_id is None:
            row.inventory_page, created_page = find_or_create_inventory_page(site)
        settings = form.save()
        log(instance=settings, action="wagtail.edit")
    removed = [name for name in values if _removes_secret(name, values[name])]
    return Configuration(
        settings=settings,
        set_fields=[name for name in values if name not in removed],
        removed_secrets=removed,
        created_page=created_page,
    )


def conceal_secrets(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``values`` with each secret as a ``Secret``.

    So is the value of a name that no field has: it may be a secret's, mistyped.
    """
    return {
        name: _conceal(value) if _may_be_secret(name) else value for name, value in values.items()
    }


def _conceal(value: Any) -> Any:
    if value is None:
        return None
    return Secret(value) if isinstance(value, str | Secret) else NOT_TEXT


def _may_be_secret(name: str) -> bool:
    try:
        return _is_secret(name)
    except FieldDoesNotExist:
        return True


def _get_valid_form(
    row: EasyCarsSettings, values: Mapping[str, Any]
) -> forms.ModelForm[EasyCarsSettings]:
    form_class = modelform_factory(
        EasyCarsSettings, form=EasyCarsSettings.base_form_class, exclude=["site"]
    )
    unbound = form_class(instance=row)
    _refuse_unknown(values, known=unbound.fields)
    form = form_class(_form_data(unbound, values), instance=row)
    if not form.is_valid():
        raise InvalidSetting(_describe_errors(form))
    return form


def _refuse_unknown(values: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    for name in values:
        if name in known:
            continue
        close = difflib.get_close_matches(name, known, n=1)
        if close:
            raise UnknownSetting(
                _("There is no field %(name)s. Did you mean %(close)s?")
                % {"name": name, "close": close[0]}
            )
        raise UnknownSetting(
            _("There is no field %(name)s. The fields are: %(known)s.")
            % {"name": name, "known": ", ".join(known)}
        )


def _form_data(
    unbound: forms.ModelForm[EasyCarsSettings], values: Mapping[str, Any]
) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name in unbound.fields:
        if name in values:
            data.update(_submit(unbound, name, values[name]))
        elif not _is_secret(name):
            data[name] = unbound.initial[name]
    return {name: value for name, value in data.items() if value is not None}


def _submit(unbound: forms.ModelForm[EasyCarsSettings], name: str, value: Any) -> dict[str, Any]:
    _require_type(name, value)
    if _removes_secret(name, value):
        return {unbound[name].field.widget.remove_name(name): "on"}
    return {name: value}


def _require_type(name: str, value: Any) -> None:
    field = EasyCarsSettings._meta.get_field(name)
    if isinstance(field, models.BooleanField):
        fits, expected = isinstance(value, bool), _("true or false")
    elif isinstance(field, models.IntegerField | models.ForeignKey):
        fits = value is None or (isinstance(value, int) and not isinstance(value, bool))
        expected = _("a whole number")
    else:
        text_type = Secret if _is_secret(name) else str
        fits, expected = value is None or isinstance(value, text_type), _("text")
    if not fits:
        raise InvalidSetting(
            _("%(name)s must be %(expected)s.") % {"name": name, "expected": expected}
        )


def _is_secret(name: str) -> bool:
    return isinstance(EasyCarsSettings._meta.get_field(name), EncryptedField)


def _removes_secret(name: str, value: Secret | Any) -> bool:
    return _is_secret(name) and (value is None or not value.reveal().strip())


def _describe_errors(form: forms.ModelForm[EasyCarsSettings]) -> str:
    lines = []
    for name, errors in form.errors.items():
        prefix = "" if name == NON_FIELD_ERRORS else f"{name}: "
        # That a secret was not kept goes without saying where nothing was.
        told = [error for error in errors.as_data() if error.code != NOT_KEPT]
        lines += [f"{prefix}{message}" for error in told for message in error.messages]
    return "\n".join(lines)
