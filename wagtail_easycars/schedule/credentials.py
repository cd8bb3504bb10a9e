"""Tells whether a site's credentials are still those that failed, without keeping them."""

from __future__ import annotations

import json

from django.utils.crypto import salted_hmac
from django.views.decorators.debug import sensitive_variables

from wagtail_easycars.encryption import EncryptionError
from wagtail_easycars.models import EasyCarsSettings, SyncRun
from wagtail_easycars.secret import Secret

SALT = "wagtail_easycars.schedule.credentials"
EASYCARS = (
    "environment",
    "account_number",
    "account_secret",
    "stock_client_id",
    "stock_client_secret",
    "lead_client_id",
    "lead_client_secret",
)
STORAGE = (
    "image_storage",
    "cloudinary_cloud_name",
    "cloudinary_api_key",
    "cloudinary_api_secret",
)


@sensitive_variables()
def get_fingerprint(settings: EasyCarsSettings, kind: str) -> str:
    """Return a digest of the credentials that runs of ``kind`` need; another one once these change.

    It is keyed with ``SECRET_KEY``, so nobody who reads the database can try out secrets. A secret
    that cannot be read counts by how it is stored.
    """
    names = STORAGE if kind == SyncRun.Kind.IMAGES else EASYCARS
    values = [_read(settings, name) for name in names]
    return salted_hmac(SALT, json.dumps(values), algorithm="sha256").hexdigest()


@sensitive_variables()
def _read(settings: EasyCarsSettings, name: str) -> str:
    try:
        value: str | Secret = getattr(settings, name)
    except EncryptionError:
        return str(getattr(settings, f"{name}_ciphertext"))
    return value.reveal() if isinstance(value, Secret) else value
