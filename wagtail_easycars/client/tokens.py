"""Keeping tokens between calls."""

from __future__ import annotations

import json
import logging
import threading
import time
from typing import Protocol

from django.core.cache import InvalidCacheBackendError, caches
from django.db import DatabaseError
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from django.views.decorators.debug import sensitive_variables

from wagtail_easycars.client.credentials import Credentials
from wagtail_easycars.client.endpoints import Service
from wagtail_easycars.conf import app_settings
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.secret import Secret

logger = logging.getLogger(__name__)

KEY_PREFIX = "wagtail_easycars.token."


class TokenStore(Protocol):
    """Keeps tokens by key. A store that is out of order behaves as an empty one."""

    def get(self, key: str) -> Secret | None: ...

    def set(self, key: str, token: Secret, seconds: float) -> None: ...

    def drop(self, key: str, token: Secret) -> None:
        """Forget ``token``; a newer token under the same key stays."""


class Cipher(Protocol):
    """Encrypts what leaves the process, bound to the ``key`` of the cache that it is kept under.

    ``decrypt`` raises an ``EasyCarsError`` if it cannot.
    """

    def encrypt(self, plain: str, key: str) -> str: ...

    def decrypt(self, token: str, key: str) -> str: ...


@sensitive_variables()
def token_key(service: Service, base_url: str, credentials: Credentials) -> str:
    """Return a key that differs wherever a token may not be shared and gives no credential away.

    It is keyed with ``SECRET_KEY``, so nobody who reads the cache can try out client secrets.
    """
    parts = [service.value, base_url, credentials.client_id, credentials.secret.reveal()]
    digest = salted_hmac(KEY_PREFIX, json.dumps(parts), algorithm="sha256").hexdigest()
    return KEY_PREFIX + digest


class MemoryTokenStore:
    """Tokens of this process."""

    def __init__(self) -> None:
        self._tokens: dict[str, tuple[Secret, float]] = {}
        self._lock = threading.Lock()

    def get(self, key: str) -> Secret | None:
        with self._lock:
            token, ends_at = self._tokens.get(key, (None, 0.0))
        return token if time.monotonic() < ends_at else None

    def set(self, key: str, token: Secret, seconds: float) -> None:
        with self._lock:
            self._tokens[key] = (token, time.monotonic() + seconds)

    def drop(self, key: str, token: Secret) -> None:
        with self._lock:
            known, _ends_at = self._tokens.get(key, (None, 0.0))
            if known == token:
                del self._tokens[key]


class CacheTokenStore:
    """Tokens in a Django cache, encrypted, so that all workers share them.

    ``alias`` is the cache's name in ``CACHES``, by default the setting ``TOKEN_CACHE``. A cache
    that fails or holds what cannot be read costs a token request, never the call.

    Two workers may drop at the same moment as a third stores a newer token; then that one is lost
    too, which costs one more token request.
    """

    def __init__(self, cipher: Cipher, alias: str | None = None) -> None:
        self._cipher = cipher
        self._alias = alias or app_settings.TOKEN_CACHE

    def get(self, key: str) -> Secret | None:
        try:
            stored = caches[self._alias].get(key)
        except cache_errors() as error:
            self._warn("read", error)
            return None
        return self._decrypted(stored, key) if isinstance(stored, str) else None

    @sensitive_variables()
    def _decrypted(self, stored: str, key: str) -> Secret | None:
        try:
            return Secret(self._cipher.decrypt(stored, key))
        except EasyCarsError as error:
            self._warn("decrypted", error)
            return None

    def set(self, key: str, token: Secret, seconds: float) -> None:
        try:
            encrypted = self._cipher.encrypt(token.reveal(), key)
            caches[self._alias].set(key, encrypted, int(seconds))
        except cache_errors() as error:
            self._warn("stored", error)
        except EasyCarsError as error:
            self._warn("encrypted", error)

    def drop(self, key: str, token: Secret) -> None:
        if self.get(key) != token:
            return
        try:
            caches[self._alias].delete(key)
        except cache_errors() as error:
            self._warn("dropped", error)

    def _warn(self, verb: str, error: Exception) -> None:
        # The class only: a backend's message may hold the password of its URL.
        logger.warning(
            "An EasyCars token could not be %s in the cache %r (%s); going on without it.",
            verb,
            self._alias,
            type(error).__name__,
        )


def cache_errors() -> tuple[type[Exception], ...]:
    """What the cache backends raise when they are down; they share no base class."""
    errors: list[type[Exception]] = [
        OSError,
        DatabaseError,
        InvalidCacheBackendError,
        # A pickle that another version left there.
        ValueError,
        TypeError,
        AttributeError,
        ImportError,
        EOFError,
    ]
    for path in (
        "pickle.UnpicklingError",
        "zlib.error",
        "redis.exceptions.RedisError",
        "pymemcache.exceptions.MemcacheError",
        "pylibmc.Error",
    ):
        try:
            errors.append(import_string(path))
        except ImportError:
            continue  # That client is not installed, so nothing can raise it.
    return tuple(errors)
