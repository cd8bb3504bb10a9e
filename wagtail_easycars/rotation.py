"""Brings every stored secret under the key that encrypts now.

Safe beside running sites: a token is replaced only while it is still the one that was read, so that
a change made meanwhile wins. Interrupted, it goes on where it stopped when it is run again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models, router, transaction

from wagtail_easycars.encryption import EncryptionError, Keyring, get_keyring
from wagtail_easycars.fields import EncryptedField

BATCH_SIZE = 200


@dataclass
class RotationReport:
    """How many secrets were found in which state; ``unreadable`` names each row with its reason."""

    key_id: str
    current: int = 0
    outdated: int = 0
    rotated: int = 0
    changed_meanwhile: int = 0
    unreadable: list[str] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Whether every secret can be read, and none needs an older key any more."""
        return not (self.outdated or self.changed_meanwhile or self.unreadable)


def check_keys() -> RotationReport:
    """Report what ``rotate_keys()`` would do, without writing. Raises ``NoKeys`` or ``BadKey``."""
    return _Rotation(get_keyring(), write=False).run()


def rotate_keys() -> RotationReport:
    """Re-encrypt what older keys encrypted. Raises ``NoKeys`` or ``BadKey``."""
    return _Rotation(get_keyring(), write=True).run()


def get_encrypted_fields() -> Iterator[EncryptedField]:
    """Yield the encrypted fields of all installed models, each once."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            for candidate in model._meta.local_concrete_fields:
                if isinstance(candidate, EncryptedField):
                    yield candidate


class _Rotation:
    def __init__(self, keyring: Keyring, *, write: bool) -> None:
        self.keyring = keyring
        self.write = write
        self.report = RotationReport(key_id=keyring.current_id)

    def run(self) -> RotationReport:
        for encrypted in get_encrypted_fields():
            database = router.db_for_write(encrypted.model)
            rows = encrypted.model._base_manager.using(database).only("uuid", encrypted.name)
            for batch in _batches(rows.exclude(**{encrypted.name: ""})):
                with transaction.atomic(using=database):
                    for row in batch:
                        self._rotate_row(encrypted, row)
        return self.report

    def _rotate_row(self, encrypted: EncryptedField, row: models.Model) -> None:
        token = encrypted.value_to_string(row)
        context = encrypted.get_context(row)
        try:
            plain = self.keyring.decrypt(token, *context)
        except EncryptionError as error:
            name = f"{encrypted.model._meta.label} {row.pk}, {encrypted.name}"
            self.report.unreadable.append(f"{name}: {error}")
            return
        if self.keyring.is_current(token):
            self.report.current += 1
        elif not self.write:
            self.report.outdated += 1
        elif _replace(encrypted, row, token, self.keyring.encrypt(plain, *context)):
            self.report.rotated += 1
        else:
            self.report.changed_meanwhile += 1


def _replace(encrypted: EncryptedField, row: models.Model, old: str, new: str) -> bool:
    unchanged = encrypted.model._base_manager.using(row._state.db).filter(
        pk=row.pk, **{encrypted.name: old}
    )
    return unchanged.update(**{encrypted.name: new}) == 1


def _batches(rows: models.QuerySet[models.Model]) -> Iterator[list[models.Model]]:
    rows = rows.order_by("pk")
    batch = list(rows[:BATCH_SIZE])
    while batch:
        yield batch
        batch = list(rows.filter(pk__gt=batch[-1].pk)[:BATCH_SIZE])
