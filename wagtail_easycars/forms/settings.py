from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_easycars.encryption import EncryptionError, get_keyring
from wagtail_easycars.forms.secrets import SecretField
from wagtail_easycars.forms.texts import (
    clean_email_list,
    clean_time_zone,
    parse_schedule,
    split_list,
)
from wagtail_easycars.page_lookup import get_inventory_page_model
from wagtail_easycars.secret import Secret

# The contract's longest AccountSecret; a longer one is refused there.
ACCOUNT_SECRET_LENGTH = 50

# Credentials that are of no use without each other.
CLOUDINARY = ("cloudinary_cloud_name", "cloudinary_api_key", "cloudinary_api_secret")
CREDENTIALS = (
    ("account_number", "account_secret"),
    ("stock_client_id", "stock_client_secret"),
    ("lead_client_id", "lead_client_secret"),
    CLOUDINARY,
)
# It becomes a part of addresses, and of where each picture is.
CLOUD_NAME = re.compile(r"[A-Za-z0-9_-]{1,100}")


# The code of the error that asks for a secret again, since a form never shows one.
NOT_KEPT = "not_kept"


class EasyCarsSettingsForm(WagtailAdminModelForm):
    """Validates what staff, or ``easycars_configure``, set for a site.

    Each ``clean_...`` runs only where the form has that field.
    """

    def clean_yard_codes(self) -> str:
        return ", ".join(split_list(self.cleaned_data["yard_codes"]))

    def clean_notification_emails(self) -> str:
        return clean_email_list(self.cleaned_data["notification_emails"])

    def clean_stock_schedule(self) -> str:
        return str(parse_schedule(self.cleaned_data["stock_schedule"]) or "")

    def clean_lead_schedule(self) -> str:
        return str(parse_schedule(self.cleaned_data["lead_schedule"]) or "")

    def clean_comparison_schedule(self) -> str:
        return str(parse_schedule(self.cleaned_data["comparison_schedule"]) or "")

    def clean_time_zone(self) -> str:
        return clean_time_zone(self.cleaned_data["time_zone"])

    def clean_account_secret(self) -> Secret | None:
        secret: Secret | None = self.cleaned_data["account_secret"]
        if secret and len(secret) > ACCOUNT_SECRET_LENGTH:
            raise ValidationError(
                _("An account secret has at most %(length)d characters."),
                code="max_length",
                params={"length": ACCOUNT_SECRET_LENGTH},
            )
        return secret

    def clean_inventory_page(self) -> models.Model | None:
        page = self.cleaned_data["inventory_page"]
        if page is None:
            return None
        model = get_inventory_page_model()
        if not issubclass(page.specific_class or type(page), model):
            raise ValidationError(
                _("Choose a page of the type '%(type)s'."),
                code="page_type",
                params={"type": model._meta.verbose_name},
            )
        root_page = self.instance.site.root_page
        if page.pk != root_page.pk and not page.is_descendant_of(root_page):
            raise ValidationError(_("Choose a page of this site."), code="other_site")
        return page

    def clean_image_storage(self) -> str:
        # This module is imported by the models that the storages are made of.
        from wagtail_easycars.images.storage.choose import find_storage_problem  # noqa: PLC0415

        name: str = self.cleaned_data["image_storage"]
        problem = find_storage_problem(name) if name else ""
        if problem:
            raise ValidationError(problem, code="unusable")
        return name

    def clean_cloudinary_cloud_name(self) -> str:
        name: str = self.cleaned_data["cloudinary_cloud_name"]
        if name and not CLOUD_NAME.fullmatch(name):
            raise ValidationError(
                _("A cloud name has letters, digits, hyphens and underscores only."),
                code="cloud_name",
            )
        return name

    def full_clean(self) -> None:
        super().full_clean()
        if self.errors:
            self.ask_for_secrets_again()

    def clean(self) -> dict[str, Any]:
        cleaned_data: dict[str, Any] = super().clean()
        for group in CREDENTIALS:
            self._require_all_or_none(group)
        self._require_cloudinary_where_chosen()
        self._require_keys()
        return cleaned_data

    def _require_all_or_none(self, names: tuple[str, ...]) -> None:
        if self.errors.keys() & set(names):
            return
        missing = [name for name in names if not self._will_be_set(name)]
        if len(missing) == len(names):
            return
        given = next(name for name in names if name not in missing)
        for name in missing:
            error = ValidationError(
                _(
                    "%(missing)s is missing: %(given)s is of no use without it. Enter it, or "
                    "remove the other."
                ),
                code="incomplete",
                params={"missing": self._label(name), "given": self._label(given)},
            )
            self.add_error(name if name in self.fields else None, error)

    def _require_cloudinary_where_chosen(self) -> None:
        is_chosen = self.cleaned_data.get("image_storage") == "cloudinary"
        if not is_chosen or self.errors.keys() & set(CLOUDINARY):
            return
        if not all(self._will_be_set(name) for name in CLOUDINARY):
            self.add_error(
                "image_storage",
                ValidationError(
                    _(
                        "Enter Cloudinary's cloud name, API key and API secret as well, or choose "
                        "another storage."
                    ),
                    code="no_credentials",
                ),
            )

    def _will_be_set(self, name: str) -> bool:
        value = self.cleaned_data.get(name)
        if value is None:  # not in this form, or a secret that is kept
            return bool(self.instance._meta.get_field(name).value_from_object(self.instance))
        return bool(value)

    def _label(self, name: str) -> str:
        return capfirst(str(self.instance._meta.get_field(name).verbose_name))

    def _require_keys(self) -> None:
        try:
            get_keyring()
        except EncryptionError as error:
            for name, secret in self._submitted_secrets().items():
                if secret:
                    self.add_error(name, str(error))

    def ask_for_secrets_again(self) -> None:
        """Say of each secret that it is lost with this form, since it is never sent back."""
        for name, secret in self._submitted_secrets().items():
            if secret:
                message = _("For safety this was not kept. Enter it again.")
                self.add_error(name, ValidationError(message, code=NOT_KEPT))

    def _submitted_secrets(self) -> dict[str, Secret]:
        return {
            name: self.cleaned_data[name]
            for name, field in self.fields.items()
            if isinstance(field, SecretField) and self.cleaned_data.get(name) is not None
        }

    def save(self, commit: bool = True) -> models.Model:
        set_at = dict(self.instance.secrets_set_at)
        for name, secret in self._submitted_secrets().items():
            if secret:
                set_at[name] = timezone.now().isoformat()
            else:
                set_at.pop(name, None)
        self.instance.secrets_set_at = set_at
        return super().save(commit=commit)
