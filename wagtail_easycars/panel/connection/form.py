"""The part of the settings form that a connection test goes by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import ModelForm
from django.forms.models import modelform_factory
from django.http import QueryDict

from wagtail_easycars.forms.settings import NOT_KEPT, EasyCarsSettingsForm
from wagtail_easycars.models import EasyCarsSettings

FIELDS = (
    "environment",
    "account_number",
    "account_secret",
    "stock_client_id",
    "stock_client_secret",
    "lead_client_id",
    "lead_client_secret",
)


def get_connection_form(settings: EasyCarsSettings, data: QueryDict) -> ModelForm[EasyCarsSettings]:
    """Return a form that puts what was typed into ``settings``, as saving would; never save it.

    So a secret that is left blank is the one that ``settings`` have.
    """
    form_class = modelform_factory(EasyCarsSettings, form=EasyCarsSettingsForm, fields=FIELDS)
    return form_class(data, instance=settings)


def list_problems(form: ModelForm[EasyCarsSettings]) -> Iterable[tuple[Any, str]]:
    """Yield what is wrong with the form, with the label of the field that it is about."""
    for name, errors in form.errors.items():
        label = "" if name == NON_FIELD_ERRORS else form[name].label
        for error in errors.as_data():
            # Nothing typed is lost with a test, since the form stays where it is.
            if error.code != NOT_KEPT:
                yield from ((label, message) for message in error.messages)
