from __future__ import annotations

from uuid import UUID


def get_short_reference(external_id: UUID) -> str:
    """Return what a visitor and the staff can tell each other on the phone, such as 3F9A-C21B."""
    digits = external_id.hex[:8].upper()
    return f"{digits[:4]}-{digits[4:]}"
