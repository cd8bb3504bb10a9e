"""From what a picture shows to its JPEG."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO
from random import Random

from PIL import Image

from ..catalogue.picture_urls import Subject
from . import backdrops
from .canvas import Canvas
from .details import WHEEL_VIEW_LENGTH, draw_wheel_detail
from .ends import ENDS, End, draw_caravan_rear, draw_front, draw_rear
from .interiors import CABIN_LENGTH, ROOM_LENGTH, draw_cabin, draw_room
from .sides import SIDES

Drawing = Callable[..., None]
EndDrawing = Callable[..., None]

QUALITY = 86
WHOLE_PICTURE = 1200.0
SIDE_WIDTHS = {"motorbike": 790.0, "trailer": 900.0, "truck": 960.0, "tray truck": 960.0}
USUAL_SIDE_WIDTH = 1010.0
PIXELS_PER_CM_OF_END = 3.6
MOST_PIXELS_HIGH = 640
BACKDROPS = {"showroom": backdrops.showroom, "dusk": backdrops.dusk}


def draw_jpeg(subject: Subject) -> bytes:
    """The picture of ``subject`` as a JPEG of 1200 by 900 pixels."""
    buffer = BytesIO()
    draw(subject).save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


def draw(subject: Subject) -> Image.Image:
    # What a vehicle looks like stays the same from picture to picture; where it stands does not.
    style = int(subject.paint, 16) % 97
    rng = Random(subject.variant)  # noqa: S311
    backdrop = BACKDROPS.get(subject.view, backdrops.yard)(rng)
    drawing, length, width, ground = _drawing(subject)
    mirrored = subject.view in ("right", "dusk")
    canvas = Canvas(backdrop, length=length, width=width, ground=ground, mirrored=mirrored)
    drawing(canvas, f"#{subject.paint}", style=style)
    return canvas.finish()


def _drawing(subject: Subject) -> tuple[Drawing, float, float, float]:
    """What draws the picture; its length in cm, its width and the ground's row in pixels."""
    if subject.view == "wheel":
        return draw_wheel_detail, WHEEL_VIEW_LENGTH, WHOLE_PICTURE, 810
    if subject.view == "interior" and subject.shape == "caravan":
        return draw_room, ROOM_LENGTH, WHOLE_PICTURE, 700
    if subject.view == "interior":
        return draw_cabin, CABIN_LENGTH, WHOLE_PICTURE, 820
    if subject.view == "rear" and subject.shape == "caravan":
        return draw_caravan_rear, 250, 620, backdrops.GROUND + 30
    if subject.view in ("front", "rear"):
        end = ENDS[subject.shape]
        scale = min(PIXELS_PER_CM_OF_END, MOST_PIXELS_HIGH / end.height)
        view = draw_front if subject.view == "front" else draw_rear
        drawing = partial(_draw_end, view, end)
        return drawing, end.width, end.width * scale, backdrops.GROUND + 30
    side, length = SIDES[subject.shape]
    return side, length, SIDE_WIDTHS.get(subject.shape, USUAL_SIDE_WIDTH), backdrops.GROUND


def _draw_end(view: EndDrawing, end: End, canvas: Canvas, paint: str, *, style: int) -> None:
    view(canvas, end, paint, style=style)
