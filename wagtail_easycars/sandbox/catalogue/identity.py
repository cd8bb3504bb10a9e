"""VINs, plates and dates that are in the right form and belong to nobody."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha1
from random import Random

TODAY = date(2026, 11, 20)
VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
VIN_YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789"
VIN_VALUES = {**{str(digit): digit for digit in range(10)}} | dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", [*range(1, 9), 1, 2, 3, 4, 5, 7, 9, *range(2, 10)], strict=True)
)
VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
MANUFACTURERS = {
    "BMW": "WBA", "BYD": "LGX", "DUCATI": "ZDM", "FORD": "MPB", "FUSO": "JLF",
    "HARLEY-DAVIDSON": "5HD", "HINO": "JHD", "HOLDEN": "6G1", "HONDA": "JH2", "HYUNDAI": "KMH",
    "ISUZU": "JAA", "KAWASAKI": "JKA", "KENWORTH": "6F5", "KIA": "KNA", "LAND ROVER": "SAL",
    "LDV": "LSF", "MAZDA": "JM0", "MERCEDES-BENZ": "W1K", "MITSUBISHI": "MMA", "NISSAN": "JN1",
    "SKODA": "TMB", "SUBARU": "JF1", "SUZUKI": "JSA", "TESLA": "LRW", "TOYOTA": "JTE",
    "VOLKSWAGEN": "WVW", "VOLVO": "YV1", "YAMAHA": "JYA",
}  # fmt: skip
AUSTRALIAN_BUILDER = "6T9"
# L is a letter, 9 a digit; what else a form has stands for itself.
PLATE_FORMS = {
    "NSW": {"A": "LLL99L", "B": "LLL999N", "C": "LL99LL", "H": "LL99LL", "M": "LLL99"},
    "QLD": {"A": "999LL9", "B": "LL999Q", "C": "999QLL", "H": "999LL9", "M": "999LL"},
}
PLATED_LIKE = {"T": "C"}


def vin(make: str, model: str, year: int, serial: int) -> str:
    """17 characters with a right check digit; unique for each ``serial`` below 33 million."""
    manufacturer = MANUFACTURERS.get(make, AUSTRALIAN_BUILDER)
    digest = sha1(f"{make} {model}".encode(), usedforsecurity=False).digest()
    line = "".join(VIN_LETTERS[byte % len(VIN_LETTERS)] for byte in digest[:5])
    year_letter = VIN_YEARS[(year - 1980) % len(VIN_YEARS)]
    plant = VIN_LETTERS[serial // 1_000_000 % len(VIN_LETTERS)]
    unchecked = f"{manufacturer}{line}0{year_letter}{plant}{serial % 1_000_000:06d}"
    return f"{unchecked[:8]}{check_digit(unchecked)}{unchecked[9:]}"


def check_digit(number: str) -> str:
    """The ninth character of a VIN, from the other sixteen."""
    pairs = zip(number, VIN_WEIGHTS, strict=True)
    rest = sum(VIN_VALUES[character] * weight for character, weight in pairs) % 11
    return "X" if rest == 10 else str(rest)


def chassis_number(serial: int) -> str:
    """What a vehicle of before 1981 has for a VIN."""
    return f"JG{serial % 90 + 10}ML{serial % 100_000:05d}K"


def hull_number(make: str, year: int, serial: int) -> str:
    return f"AU-{make[:3]}{serial % 100_000:05d}F{year % 100:02d}"


def plate(state: str, stock_type: str, rng: Random) -> str:
    picks = {"L": "ABCDEFGHJKLMNPRSTUVWXYZ", "9": "0123456789"}
    form = PLATE_FORMS[state][PLATED_LIKE.get(stock_type, stock_type)]
    return "".join(rng.choice(picks[each]) if each in picks else each for each in form)


def rego_expiry(rng: Random) -> str:
    return (TODAY + timedelta(days=rng.randint(12, 360))).strftime("%d/%m/%Y")
