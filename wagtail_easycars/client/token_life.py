"""How long a token may be used."""

from __future__ import annotations

import base64
import json
import math

from wagtail_easycars.secret import Secret

DOCUMENTED_SECONDS = 600.0
MARGIN_SECONDS = 60.0
_LONGEST_SECONDS = 24 * 3600.0


def usable_seconds(token: Secret) -> float:
    """Return for how many seconds from its request's start ``token`` may be used.

    The life is ``exp`` less ``iat``, both by EasyCars' clock, so that ours may be wrong. A token
    that cannot be read is taken to live as long as the contract's example, 600 s. The margin covers
    the time that the call itself takes to arrive.
    """
    life = _documented_life(token)
    if life is None:
        life = DOCUMENTED_SECONDS
    return min(life, _LONGEST_SECONDS) - MARGIN_SECONDS


def _documented_life(token: Secret) -> float | None:
    # The signature is EasyCars' own business: the token came from them, over TLS.
    parts = token.reveal().split(".")
    if len(parts) != 3:
        return None
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (ValueError, RecursionError):
        return None
    if not isinstance(claims, dict):
        return None
    issued, expires = _time(claims.get("iat")), _time(claims.get("exp"))
    return None if issued is None or expires is None else expires - issued


def _time(claim: object) -> float | None:
    if isinstance(claim, bool) or not isinstance(claim, int | float):
        return None
    return float(claim) if math.isfinite(claim) and abs(claim) < 1e12 else None
