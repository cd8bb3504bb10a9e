"""The two dealers of the demo: two hostnames of one installation, each with its own account."""

from __future__ import annotations

from dataclasses import dataclass

from showroom.models import Brand
from wagtail_easycars.sandbox.accounts import HARBOUR, OUTBACK, Account


@dataclass(frozen=True, kw_only=True)
class Dealer:
    """``hours`` are days and times, ``reasons`` titles and texts of the home page."""

    account: Account
    hostname: str
    brand: Brand
    phone: str
    email: str
    street: str
    suburb: str
    state: str
    postcode: str
    licence: str
    hours: tuple[tuple[str, str], ...]
    headline: str
    subline: str
    reasons: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return self.account.name

    @property
    def slug(self) -> str:
        return self.account.key


# Telephone numbers are from the ranges that are set aside for fiction.
DEALERS = (
    Dealer(
        account=HARBOUR,
        hostname="localhost",
        brand=Brand.HARBOUR,
        phone="(02) 5550 4100",
        email="sales@harbourcitymotors.example",
        street="412 Parramatta Road",
        suburb="Five Dock",
        state="NSW",
        postcode="2046",
        licence="MD 099 999",
        hours=(
            ("Monday to Friday", "8.30 am – 6 pm"),
            ("Saturday", "8.30 am – 5 pm"),
            ("Sunday", "Closed"),
        ),
        headline="Your next car is on the lot.",
        subline="Inspected, with a clear title, ready to drive away. Three yards across Sydney.",
        reasons=(
            (
                "Every car inspected",
                "Our own workshop goes over each one before it goes on the lot. Ask to see the "
                "report.",
            ),
            (
                "Finance in plain words",
                "Repayments, rate and fees on one page, from several lenders. No surprises.",
            ),
            (
                "A fair price for yours",
                "Bring your car along. We look at it while you take ours for a drive.",
            ),
        ),
    ),
    Dealer(
        account=OUTBACK,
        hostname="outback.localhost",
        brand=Brand.OUTBACK,
        phone="(07) 7010 2300",
        email="yard@outbacktrucks.example",
        street="1180 Warrego Highway",
        suburb="Toowoomba",
        state="QLD",
        postcode="4350",
        licence="QLD 9999999",
        hours=(
            ("Monday to Friday", "8 am – 5 pm"),
            ("Saturday", "8 am – 2 pm"),
            ("Sunday", "Closed"),
        ),
        headline="Built for the long way round.",
        subline="Caravans, trucks, boats and utes from people who tow with them every weekend.",
        reasons=(
            (
                "Weighed, not guessed",
                "Tare, ball weight and payload measured in our yard, so you know what you can tow.",
            ),
            (
                "Ready for the dirt",
                "Bearings, brakes, gas and electrics are checked and signed off before you leave.",
            ),
            (
                "Delivered to your gate",
                "From Cape York to the Nullarbor. Ask what it costs to get it to you.",
            ),
        ),
    ),
)
