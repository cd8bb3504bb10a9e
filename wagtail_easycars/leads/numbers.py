"""The numbers that EasyCars gives."""

from __future__ import annotations


def as_stored(number: str | None, *, max_length: int = 20) -> str:
    """Return ``number`` as a column of ``max_length`` takes it, '' where it cannot be one.

    A number against the contract must not keep it from being recorded that a lead has arrived.
    """
    text = (number or "").strip()
    return text if text.isprintable() and len(text) <= max_length else ""
