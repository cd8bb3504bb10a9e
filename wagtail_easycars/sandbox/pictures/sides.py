from __future__ import annotations

from collections.abc import Callable
from functools import partial

from . import commercial_side as commercial
from . import leisure_side as leisure
from .canvas import Canvas
from .car_side import draw_car
from .paint import Colour
from .profiles import PROFILES, Profile

# What draws the side of a shape, and how long the shape is in centimetres.
Side = tuple[Callable[..., None], float]


def _car(profile: Profile, canvas: Canvas, paint: Colour, *, style: int) -> None:
    draw_car(canvas, profile, paint, style=style)


SIDES: dict[str, Side] = {
    "truck": (commercial.draw_pantech, commercial.TRUCK_LENGTH),
    "tray truck": (commercial.draw_tray_truck, commercial.TRUCK_LENGTH),
    "prime mover": (commercial.draw_prime_mover, commercial.PRIME_MOVER_LENGTH),
    "bus": (commercial.draw_bus, commercial.BUS_LENGTH),
    "caravan": (leisure.draw_caravan, leisure.CARAVAN_LENGTH),
    "camper": (leisure.draw_camper, leisure.CAMPER_LENGTH),
    "boat": (leisure.draw_boat, leisure.BOAT_LENGTH),
    "trailer": (leisure.draw_trailer, leisure.TRAILER_LENGTH),
    "motorbike": (leisure.draw_motorbike, leisure.MOTORBIKE_LENGTH),
    **{name: (partial(_car, profile), profile.length) for name, profile in PROFILES.items()},
}
