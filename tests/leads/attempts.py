"""How a lead was tried."""

from __future__ import annotations

from wagtail_easycars.models import Lead


def attempts_of(lead: Lead) -> list[tuple[str, str]]:
    """Return purpose and outcome of each attempt."""
    return list(lead.delivery_attempts.values_list("purpose", "outcome"))
