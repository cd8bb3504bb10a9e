"""How long a call of EasyCars may take while a person waits for it."""

from __future__ import annotations

from dataclasses import replace

from wagtail_easycars.client import Limits


def get_limits(deadline: float) -> Limits:
    """Return the site's limits, or ``deadline`` seconds where they are longer."""
    limits = Limits.from_settings()
    return replace(
        limits,
        connect_timeout=min(limits.connect_timeout, deadline),
        read_timeout=min(limits.read_timeout, deadline),
        call_deadline=min(limits.call_deadline, deadline),
    )
