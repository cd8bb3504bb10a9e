"""A model field that keeps its value encrypted in the database."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, overload

from django import forms
from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from wagtail_easycars.encryption import TOKEN, VERSION, EncryptionError, get_keyring, is_token
from wagtail_easycars.forms.secrets import SecretField, SecretInput
from wagtail_easycars.secret import Secret
from wagtail_easycars.stored_secret import StoredSecret


class PlainTextRefused(EncryptionError):
    """A query would have written a secret to the database, or looked for it, in plain text."""


class Ciphertext(str):
    """A stored token, so that assigning it is told from assigning a plain text."""

    __slots__ = ()


class SecretAttribute:
    """Reads an instance's secret as a ``Secret``, and encrypts what is assigned at once."""

    def __init__(self, field: EncryptedField) -> None:
        self.field = field

    @overload
    def __get__(self, instance: None, owner: type) -> SecretAttribute: ...

    @overload
    def __get__(self, instance: models.Model, owner: type) -> Secret: ...

    def __get__(self, instance: models.Model | None, owner: type) -> SecretAttribute | Secret:
        if instance is None:
            return self
        token = getattr(instance, self.field.attname)
        return StoredSecret(token, self.field.get_context(instance)).open()

    def __set__(self, instance: models.Model, value: str | Secret) -> None:
        instance.__dict__[self.field.attname] = self.field.encrypt(instance, value)


if TYPE_CHECKING:
    SecretTextField = models.Field[str | Secret, Secret]
else:
    SecretTextField = models.Field


class EncryptedField(SecretTextField):
    """Text that is encrypted in the database and read as a ``Secret``.

    Like a foreign key, the field has two attributes: ``account_secret`` is the secret, and
    ``account_secret_ciphertext`` is what the database holds. All that copies, saves, serialises or
    validates instances goes by the latter, and so needs no key and sees no plain text.

    A token is bound to the model's label, the row's ``uuid`` and the field's name. The model must
    have an immutable ``uuid`` field; to rename model or field, decrypt and encrypt again.

    Reading raises ``EncryptionError``, also where the value cannot be opened; so does assigning.
    """

    description = _("Encrypted text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "TextField"

    def get_attname(self) -> str:
        return f"{self.name}_ciphertext"

    def get_attname_column(self) -> tuple[str, str]:
        return self.get_attname(), self.db_column or self.name

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False
    ) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.name, SecretAttribute(self))

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *self._check_row_has_uuid()]

    def _check_row_has_uuid(self) -> list[checks.CheckMessage]:
        try:
            field = self.model._meta.get_field("uuid")
        except FieldDoesNotExist:
            field = None
        if isinstance(field, models.UUIDField):
            return []
        return [
            checks.Error(
                "An EncryptedField needs a UUIDField named 'uuid' on its model.",
                obj=self,
                id="wagtail_easycars.E001",
            )
        ]

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        # The last line of defence, against what does not pass through get_prep_value().
        column = connection.ops.quote_name(str(self.column))
        return f"{column} = '' OR SUBSTR({column}, 1, {len(VERSION) + 1}) = '{VERSION}:'"

    def encrypt(self, instance: models.Model, value: str | Secret) -> str:
        """Return ``value`` as a token for the row of ``instance``; a ``Ciphertext`` as it is.

        Raises ``EncryptionError``, or ``TypeError`` for what is no text.
        """
        if isinstance(value, Ciphertext):
            return str(value)
        if not isinstance(value, str | Secret):
            raise TypeError(f"{self.name} takes a str or a Secret, not {type(value).__name__}.")
        plain = value if isinstance(value, Secret) else Secret(value)
        del value  # or a traceback's frames would hold it
        if not plain:
            return ""
        return get_keyring().encrypt(plain.reveal(), *self.get_context(instance))

    def get_context(self, instance: models.Model) -> tuple[str, str, str]:
        """Return what a token of ``instance`` is bound to: model, row and field."""
        row = uuid.UUID(str(instance.uuid))  # type: ignore[attr-defined]  # see check()
        return (self.model._meta.label_lower, str(row), self.name)

    def value_from_object(self, obj: models.Model) -> StoredSecret:  # type: ignore[override]
        set_at = getattr(obj, "secrets_set_at", {}).get(self.name, "")
        return StoredSecret(getattr(obj, self.attname), self.get_context(obj), set_at)

    def value_to_string(self, obj: models.Model) -> str:
        token: str = getattr(obj, self.attname)
        return token

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and is_token(value):
            return Ciphertext(value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        if value == "" or (isinstance(value, str) and TOKEN.fullmatch(value)):
            return str(value)
        del value
        raise PlainTextRefused(
            _("%(field)s is encrypted: set it on an instance and save that. It cannot be searched.")
            % {"field": self.name}
        )

    def get_lookup(self, lookup_name: str) -> type[models.Lookup] | None:
        return super().get_lookup(lookup_name) if lookup_name in {"exact", "in"} else None

    def save_form_data(self, instance: models.Model, data: Secret | None) -> None:
        if data is not None:
            setattr(instance, self.name, data)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        # Another widget, as form classes set for text, would show what must not be shown.
        if not isinstance(kwargs.get("widget"), SecretInput):
            kwargs.pop("widget", None)
        return super().formfield(**{**kwargs, "form_class": SecretField, "required": False})
