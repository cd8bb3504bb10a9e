from __future__ import annotations

AUTOMATIC, MANUAL, OTHER = "automatic", "manual", "other"
AUTOMATIC_WORDS = ("auto", "cvt", "constantly variable", "reduction gear", "tronic", "dsg")


def get_gearbox(transmission: str) -> str:
    """Tell '8 SP AUTOMATIC GEARTRONIC' from '6 SP MANUAL', as far as a buyer wants to.

    Return '' where nothing is known.
    """
    words = transmission.lower()
    if not words:
        return ""
    if any(word in words for word in AUTOMATIC_WORDS):
        return AUTOMATIC
    return MANUAL if "manual" in words else OTHER
