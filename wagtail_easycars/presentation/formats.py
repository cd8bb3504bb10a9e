"""Numbers and dates as they are written in Australia."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
KM_PER_MILE = 1.609344


def format_aud(amount: Decimal | int) -> str:
    """Return an amount in AUD such as '$32,990' or '$32,990.50'."""
    amount = Decimal(amount)
    return f"${amount:,.0f}" if amount == amount.to_integral_value() else f"${amount:,.2f}"


def format_number(number: Decimal | float) -> str:
    """Return a number such as '84,512' or '6.35'; no more than two decimals."""
    text = f"{Decimal(str(number)):,.2f}"
    return text.rstrip("0").rstrip(".")


def format_year(year: int) -> str:
    return str(year)


def format_odometer(reading: int, unit: str) -> str:
    """Return a reading in ``Vehicle.OdometerUnit``, such as '84,512 km' or '48,211 miles'."""
    number = format_number(reading)
    if unit == "mi":
        return _("%(number)s miles") % {"number": number}
    return _("%(number)s km") % {"number": number}


def format_date(text: str) -> str:
    """Return an ISO date as dd/mm/yyyy, and any other text as it came."""
    match = ISO_DATE.fullmatch(text)
    if match is None:
        return text
    try:
        return date(*map(int, match.groups())).strftime("%d/%m/%Y")
    except ValueError:
        return text


def as_text(value: Any) -> str:
    """Return what a feed has as one line of text; what is neither text nor number is ''."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).split())


def as_number(value: Any) -> Decimal | None:
    """Return a finite number above 0, also from text; anything else is ``None``."""
    text = as_text(value).replace(",", "")
    if not re.fullmatch(r"\d{1,12}(\.\d{1,12})?", text):
        return None
    return Decimal(text) or None
