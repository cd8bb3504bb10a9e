"""What staff do to a lead in the admin."""

from __future__ import annotations


def change(lead, **values):
    for name, value in values.items():
        setattr(lead, name, value)
    lead.save(update_fields=[*values, "updated_at"])
