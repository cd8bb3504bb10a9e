"""Encrypts the secrets that a site keeps in its database.

AES-256-GCM under the keys of ``WAGTAIL_EASYCARS["ENCRYPTION_KEYS"]``. A token reads
``ec1:<key id>:<base64url of nonce, ciphertext and tag>`` and opens only with the context it was
made with, so that one copied to another row or field is refused.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.signals import setting_changed
from django.utils.translation import gettext_lazy as _

from wagtail_easycars.conf import SETTING_NAME, app_settings
from wagtail_easycars.errors import EasyCarsError

VERSION = "ec1"
KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16

KEY_ID = r"[A-Za-z0-9_-]{1,32}"
TOKEN = re.compile(rf"{VERSION}:({KEY_ID}):([A-Za-z0-9_-]+)")
KEY = re.compile(rf"({KEY_ID}):([A-Za-z0-9_-]+)=?")


class EncryptionError(EasyCarsError):
    """A secret could not be encrypted or read."""


class NoKeys(EncryptionError):
    """``ENCRYPTION_KEYS`` is not set."""


class BadKey(EncryptionError):
    """``ENCRYPTION_KEYS`` is set to something that cannot be used."""


class UnknownKey(EncryptionError):
    """The key that encrypted the secret is no longer in ``ENCRYPTION_KEYS``."""


class Tampered(EncryptionError):
    """The secret was changed, or moved here, or its key was replaced under the same id."""


class BadFormat(EncryptionError):
    """The text is not something that this module wrote, or could write."""


def new_key(key_id: str) -> str:
    """Return a fresh random entry for ``ENCRYPTION_KEYS``.

    Raises ``BadKey`` where ``key_id`` is not 1 to 32 letters, digits, ``-`` or ``_``.
    """
    if not re.fullmatch(KEY_ID, key_id):
        raise BadKey(_("A key's id is 1 to 32 letters, digits, '-' or '_'."))
    return f"{key_id}:{_encode(os.urandom(KEY_BYTES))}"


def is_guessable(entry: str) -> bool:
    """Return whether an entry of ``ENCRYPTION_KEYS`` looks typed, or copied from an example.

    A key that was made at random holds bytes that no keyboard has, and hardly any twice.
    """
    match = KEY.fullmatch(entry)
    key = _decode(match[2]) if match else None
    if key is None:
        return False
    return len(set(key)) < KEY_BYTES // 2 or all(32 <= byte < 127 for byte in key)


def is_token(text: str) -> bool:
    """Return whether ``text`` has the form of a token; whether it opens is not tried."""
    match = TOKEN.fullmatch(text)
    return match is not None and _decode(match[2]) is not None


class Keyring:
    """The keys of an installation: the first encrypts, all of them decrypt.

    ``keys`` are entries of ``ENCRYPTION_KEYS``. Raises ``NoKeys`` or ``BadKey``.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._ciphers: dict[str, AESGCM] = {}
        problem = self._load(keys)
        del keys  # or a traceback's frames would hold them
        if problem:
            raise problem

    def _load(self, keys: Iterable[str]) -> EncryptionError | None:
        if isinstance(keys, str) or not isinstance(keys, Iterable):
            return BadKey(_("ENCRYPTION_KEYS must be a list of keys, not a single value."))
        for position, entry in enumerate(keys, start=1):
            match = KEY.fullmatch(entry) if isinstance(entry, str) else None
            key = _decode(match[2]) if match else None
            if match is None or key is None or len(key) != KEY_BYTES:
                return BadKey(
                    _(
                        "Key number %(position)d in ENCRYPTION_KEYS cannot be used. It must read "
                        "'id:' and then 32 bytes in base64url. 'manage.py easycars_rotate_keys "
                        "--new-key k1' makes one."
                    )
                    % {"position": position}
                )
            if match[1] in self._ciphers:
                return BadKey(
                    _("ENCRYPTION_KEYS has two keys with the id %(id)s.") % {"id": match[1]}
                )
            self._ciphers[match[1]] = AESGCM(key)
        if not self._ciphers:
            return NoKeys(
                _(
                    "There is no key for encrypting secrets. 'manage.py easycars_rotate_keys "
                    "--new-key k1' makes one for WAGTAIL_EASYCARS['ENCRYPTION_KEYS']."
                )
            )
        return None

    @property
    def current_id(self) -> str:
        """The id of the key that encrypts."""
        return next(iter(self._ciphers))

    def is_current(self, token: str) -> bool:
        """Return whether ``token`` says that it was made with the key that encrypts now."""
        return token.startswith(f"{VERSION}:{self.current_id}:")

    def encrypt(self, plain: str, *context: str) -> str:
        """Return ``plain`` as a token that opens only with the same ``context``.

        Raises ``BadFormat`` where ``plain`` holds half a surrogate pair, which is no text.
        """
        data = _utf8(plain)
        del plain  # or a traceback's frames would hold it
        if data is None:
            raise BadFormat(_("The value has characters that cannot be stored. Enter it again."))
        key_id = self.current_id
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._ciphers[key_id].encrypt(nonce, data, _associated_data(key_id, context))
        return f"{VERSION}:{key_id}:{_encode(nonce + sealed)}"

    def decrypt(self, token: str, *context: str) -> str:
        """Return the text that ``encrypt()`` made ``token`` from, given the same ``context``.

        Raises ``BadFormat``, ``UnknownKey`` or ``Tampered``.
        """
        match = TOKEN.fullmatch(token)
        data = _decode(match[2]) if match else None
        if match is None or data is None or len(data) < NONCE_BYTES + TAG_BYTES:
            raise BadFormat(_("What is stored is not an encrypted value. Enter it again."))
        key_id = match[1]
        if key_id not in self._ciphers:
            raise UnknownKey(
                _(
                    "It was encrypted with the key %(id)s, which is not in ENCRYPTION_KEYS. Put "
                    "that key back, or enter the value again."
                )
                % {"id": key_id}
            )
        plain = self._open(key_id, data, _associated_data(key_id, context))
        if plain is None:
            raise Tampered(
                _(
                    "It was changed or moved in the database, or the key %(id)s was replaced. "
                    "Put the right key back, or enter the value again."
                )
                % {"id": key_id}
            )
        return plain

    def _open(self, key_id: str, data: bytes, associated_data: bytes) -> str | None:
        nonce, sealed = data[:NONCE_BYTES], data[NONCE_BYTES:]
        try:
            return self._ciphers[key_id].decrypt(nonce, sealed, associated_data).decode()
        except InvalidTag:
            return None


@lru_cache(maxsize=1)
def get_keyring() -> Keyring:
    """Return the keyring of ``ENCRYPTION_KEYS``. Raises ``NoKeys`` or ``BadKey``."""
    return Keyring(app_settings.ENCRYPTION_KEYS)


def forget_keyring(*, setting: str, **kwargs: Any) -> None:
    if setting == SETTING_NAME:
        get_keyring.cache_clear()


setting_changed.connect(forget_keyring, dispatch_uid="wagtail_easycars.encryption")


def _associated_data(key_id: str, context: Iterable[str]) -> bytes:
    # Each part carries its length: ("ab", "c") and ("a", "bc") must not be the same.
    parts = (part.encode() for part in (VERSION, key_id, *context))
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _utf8(text: str) -> bytes | None:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return None


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(text: str) -> bytes | None:
    """Return the bytes of ``text``, or ``None`` unless it is their one canonical spelling."""
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error:
        return None
    return data if _encode(data) == text else None
