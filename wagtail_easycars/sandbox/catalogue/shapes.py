from __future__ import annotations

SHAPES = (
    "sedan", "hatch", "suv", "ute", "wagon", "coupe", "van", "truck", "bus", "motorbike",
    "caravan", "camper", "boat", "trailer", "prime mover", "tray truck", "people mover",
)  # fmt: skip
# The first word that a body text has decides; so the order matters.
BODY_WORDS = (
    ("SUV", "suv"), ("PEOPLE MOVER", "people mover"), ("VAN", "van"),
    ("UTE", "ute"), ("UTILITY", "ute"), ("C/CHAS", "ute"),
    ("HATCH", "hatch"), ("WAGON", "wagon"), ("SEDAN", "sedan"), ("COUPE", "coupe"),
    ("PRIME MOVER", "prime mover"), ("TRAY", "tray truck"), ("TIPPER", "tray truck"),
    ("TRUCK", "truck"), ("BUS", "bus"), ("BOAT", "boat"),
)  # fmt: skip
STOCK_TYPE_SHAPES = {
    "A": "sedan",
    "B": "boat",
    "C": "caravan",
    "H": "truck",
    "M": "motorbike",
    "T": "trailer",
}


def shape_of(stock_type: str, body: str) -> str:
    """The silhouette that the pictures of a vehicle show."""
    if body == "CAMPER TRAILER":
        return "camper"
    if stock_type in "CMT":
        return STOCK_TYPE_SHAPES[stock_type]
    matches = (shape for word, shape in BODY_WORDS if word in body)
    return next(matches, STOCK_TYPE_SHAPES[stock_type])
