"""The contract's names for the fields of its requests and answers."""

_CAPITALS = {"abn", "ctp", "id", "igc", "lct", "url", "vin"}


def contract_name(field_name: str) -> str:
    """Return ``VehicleSourcePageURL`` for ``vehicle_source_page_url``."""
    return "".join(
        word.upper() if word in _CAPITALS else word.capitalize() for word in field_name.split("_")
    )
