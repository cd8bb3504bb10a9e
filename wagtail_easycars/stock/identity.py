"""What tells one vehicle of the feed from another."""

from __future__ import annotations

from typing import Any

from wagtail_easycars.stock.text import clean_line, clean_text

VIN_LENGTH = 17


def get_stock_number(raw: Any) -> str:
    """Return the stock number of an item as it is stored, or '' where it has none."""
    value = raw.get("StockNumber") if isinstance(raw, dict) else None
    if isinstance(value, str):
        return clean_line(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return ""


def identify(stock_number: str) -> str:
    """Return what two stock numbers of one vehicle share.

    Dealers do not tell two cars apart by upper and lower case, and neither do MySQL and MariaDB.
    """
    return stock_number.casefold()


def get_full_vin(raw: Any) -> str:
    """Return the VIN of an item, or '' where it has none or only a part of one.

    Chassis numbers and parts of a VIN identify no vehicle.
    """
    value = raw.get("VIN") if isinstance(raw, dict) else None
    vin = clean_text(value).upper() if isinstance(value, str) else ""
    return vin if is_full_vin(vin) else ""


def is_full_vin(vin: str) -> bool:
    return len(vin) == VIN_LENGTH and vin.isalnum() and vin.isascii()


def get_title(raw: Any) -> str:
    """Return how to name an item that may be unusable, such as '2018 Toyota Camry'."""
    if not isinstance(raw, dict):
        return ""
    parts = (raw.get(name) for name in ("YearGroup", "Make", "Model", "Badge"))
    return clean_line(" ".join(str(part) for part in parts if part))[:255]
