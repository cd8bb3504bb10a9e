from __future__ import annotations

from random import Random

from .vehicle import Vehicle

OPENINGS = {
    "new": (
        "Brand new {name}, in stock and ready for immediate delivery.",
        "No waiting: this new {name} is on the ground at {location}.",
    ),
    "demo": (
        "Our {name} demonstrator: all the gear, near-new, and a saving over list.",
        "Dealer demonstrator, driven by our manager. {name} with the balance of new car warranty.",
    ),
    "used": (
        "Just traded, this {year} {name} presents and drives beautifully.",
        "Locally owned and well looked after {name}, with books and service history.",
        "Hard to find in this condition: {year} {name} in {colour}.",
        "One careful owner from new. {name}, two keys, and it has had everything done.",
    ),
}
MIDDLES = {
    "A": (
        "Fully workshop tested and inspected, and sold with a clear title.",
        "Serviced on time, every time. Drives like the day it left the showroom.",
        "Reversing camera, Bluetooth, cruise control and the rest: see the full list below.",
    ),
    "B": (
        "Engine serviced and water tested. Comes with safety gear and a current trailer rego.",
        "Ideal for the estuary on Saturday and the heads on Sunday. Finance and insurance on site.",
    ),
    "C": (
        "Gas certificate, water leak test and bearing service done. Ready for the big lap.",
        "Off-grid with solar and lithium; tows beautifully. Handover takes two hours.",
    ),
    "H": (
        "Fleet maintained with full records. Put it straight to work.",
        "Inspected by our own diesel fitters; RWC supplied. Finance for ABN holders.",
    ),
    "M": (
        "Unmarked, standard and never dropped. Learner approved where LAMS is shown.",
        "Fresh service, near-new tyres, two keys and books. Freight Australia wide.",
    ),
    "T": (
        "Built heavy duty for Australian conditions. ADR compliant, with a new rego.",
        "Straight, tidy and ready to load.",
    ),
}
CLOSINGS = (
    "Trade-ins welcome, finance available to approved applicants. Call {yard} today!",
    "We are open six days. Book a test drive at {yard} or ask us for a walk-around video.",
    "Located at {yard}, {location}. Interstate buyers: we arrange transport to your door.",
)


def describe(vehicle: Vehicle, *, yard: str, location: str, rng: Random) -> str:
    """An advertisement as a dealer would write it."""
    name = " ".join(f"{vehicle.make.title()} {vehicle.model} {vehicle.badge}".split())
    opening = vehicle.text or rng.choice(OPENINGS[vehicle.condition])
    sentences = (opening, rng.choice(MIDDLES[vehicle.stock_type]), rng.choice(CLOSINGS))
    return "\n\n".join(sentences).format(
        name=name, year=vehicle.year, colour=vehicle.colour, yard=yard, location=location
    )
