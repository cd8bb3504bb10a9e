"""Phone numbers as Australians type them."""

from __future__ import annotations

from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

HOME = "AU"
# The contract's limit.
LONGEST = 20


class InvalidPhone(ValueError):
    """The text is no phone number that can be called."""


@dataclass(frozen=True)
class Phone:
    """A number as it is written at home, or with its country code where it is from abroad."""

    text: str
    is_mobile: bool


def parse_phone(text: str) -> Phone:
    """Return the number in ``text``: Australian in any spelling, or foreign beginning with ``+``.

    Raises ``InvalidPhone`` where it is none, or where an area code is missing.
    """
    try:
        number = phonenumbers.parse(text, HOME)
    except NumberParseException:
        raise InvalidPhone from None
    if not phonenumbers.is_valid_number(number):
        raise InvalidPhone
    is_mobile = phonenumbers.number_type(number) == PhoneNumberType.MOBILE
    return Phone(_format(number), is_mobile)


def _format(number: phonenumbers.PhoneNumber) -> str:
    is_ours = phonenumbers.region_code_for_number(number) == HOME
    usual = PhoneNumberFormat.NATIONAL if is_ours else PhoneNumberFormat.INTERNATIONAL
    for style in (usual, PhoneNumberFormat.E164):
        text = phonenumbers.format_number(number, style)
        if len(text) <= LONGEST:
            return text
    raise InvalidPhone
