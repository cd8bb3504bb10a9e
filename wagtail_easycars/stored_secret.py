from __future__ import annotations

from collections.abc import Sequence

from wagtail_easycars.encryption import get_keyring
from wagtail_easycars.secret import Secret


class StoredSecret:
    """What a form is told about a secret: that it is there, when it was set, how to read it."""

    def __init__(self, token: str, context: Sequence[str], set_at: str = "") -> None:
        self._token = token
        self._context = context
        self.set_at = set_at

    def __bool__(self) -> bool:
        return bool(self._token)

    def __repr__(self) -> str:
        return "<StoredSecret: set>" if self else "<StoredSecret: not set>"

    def open(self) -> Secret:
        """Return the secret, empty where none is stored; raises ``EncryptionError``."""
        if not self._token:
            return Secret("")
        return Secret(get_keyring().decrypt(self._token, *self._context))
