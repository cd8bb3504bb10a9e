"""Checks a request's signature as Cloudinary does."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

NOT_SIGNED = {"file", "api_key", "signature", "cloud_name", "resource_type"}
# Cloudinary takes either, and tells them apart by their length.
ALGORITHMS = {40: hashlib.sha1, 64: hashlib.sha256}


def get_string_to_sign(values: Mapping[str, str]) -> str:
    """Return the sorted ``name=value`` of what is signed, joined by ``&``; one inside is %26."""
    signed = {name: value for name, value in values.items() if name not in NOT_SIGNED and value}
    return "&".join(f"{name}={value}".replace("&", "%26") for name, value in sorted(signed.items()))


def is_signed(values: Mapping[str, str], api_secret: str) -> bool:
    """Return whether ``values`` hold the signature that ``api_secret`` gives them."""
    signature = values.get("signature", "")
    algorithm = ALGORITHMS.get(len(signature))
    if algorithm is None:
        return False
    expected = algorithm(f"{get_string_to_sign(values)}{api_secret}".encode()).hexdigest()
    return hmac.compare_digest(expected, signature)
