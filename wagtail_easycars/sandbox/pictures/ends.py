"""Front and rear views, in centimetres, x from the vehicle's left edge in the picture."""

from __future__ import annotations

from dataclasses import dataclass

from .canvas import Canvas, Corner, box_corners
from .car_side import window
from .paint import CHROME, LAMP, PLATE, RUBBER, TAIL, TYRE, Colour, shade


@dataclass(frozen=True)
class End:
    """``belt`` is the height of the windows' lower edge, ``roof`` how wide the roof is."""

    width: float
    height: float
    belt: float
    roof: float
    clearance: float
    tyre: float = 26
    tall_grille: bool = False


ENDS = {
    "sedan": End(184, 144, 94, 118, 22),
    "coupe": End(186, 135, 90, 112, 20),
    "hatch": End(178, 147, 98, 122, 22),
    "wagon": End(184, 150, 98, 126, 26),
    "suv": End(190, 173, 112, 140, 36, tyre=30, tall_grille=True),
    "ute": End(190, 178, 116, 138, 42, tyre=30, tall_grille=True),
    "van": End(194, 196, 124, 164, 34),
    "truck": End(214, 240, 138, 200, 48, tyre=34, tall_grille=True),
    "prime mover": End(236, 300, 200, 190, 52, tyre=40, tall_grille=True),
    "bus": End(230, 264, 128, 214, 44, tyre=32),
}
ENDS["tray truck"] = ENDS["truck"]
ENDS["people mover"] = ENDS["van"]


def draw_front(canvas: Canvas, end: End, paint: Colour, *, style: int) -> None:
    _stand(canvas, end)
    canvas.body(_outline(end), paint)
    window(canvas, _glass(end, 7))
    _wipers(canvas, end)
    _mirrors(canvas, end, paint)
    middle, face = end.width / 2, end.belt - end.clearance
    low = end.clearance + face * 0.36
    if not end.tall_grille:
        low = end.clearance + face * 0.5
    canvas.box(middle - 52, low, 104, face * 0.24, "#16181a", 8)
    for height in range(5, int(face * 0.24), 6):
        canvas.line([(middle - 47, low + height), (middle + 47, low + height)], "#5c6268", 1.2)
    canvas.oval(middle, low + face * 0.12, 9, 7, CHROME)
    for side in (-1, 1):
        _lamp(canvas, middle, side, low + face * 0.1, end)
        canvas.oval(middle + side * end.width * 0.37, end.clearance + face * 0.16, 7, 6, LAMP)
    canvas.line(
        [(24, end.belt - 8), (end.width * 0.3, low + face * 0.32)], shade(paint, -0.25), 1.2
    )
    right = end.width
    canvas.line(
        [(right - 24, end.belt - 8), (right * 0.7, low + face * 0.32)], shade(paint, -0.25), 1.2
    )
    _bumper(canvas, end, style)


def draw_rear(canvas: Canvas, end: End, paint: Colour, *, style: int) -> None:
    _stand(canvas, end)
    canvas.body(_outline(end), paint)
    window(canvas, _glass(end, 14))
    middle, face = end.width / 2, end.belt - end.clearance
    top = end.belt - face * 0.12
    canvas.line(
        [(20, end.clearance + face * 0.34), (end.width - 20, end.clearance + face * 0.34)],
        shade(paint, -0.4),
        1.4,
    )
    for side in (-1, 1):
        x = middle + side * (end.width / 2 - 20)
        canvas.box(x - 15, top - face * 0.28, 30, face * 0.28, TAIL, 7)
        canvas.box(x - 10, top - face * 0.2, 20, face * 0.09, shade(TAIL, 0.4), 4)
    canvas.box(middle - 46, top - face * 0.04, 92, 3.4, CHROME, 1)
    canvas.box(middle - 8, top - face * 0.16, 16, 8, CHROME, 4)
    _bumper(canvas, end, style, plate_height=end.clearance + face * 0.46)
    for side in (-1, 1):
        canvas.box(middle + side * 56 - 9, end.clearance + 3, 18, 6, "#85898d", 3)


def draw_caravan_rear(canvas: Canvas, paint: Colour, *, style: int) -> None:
    canvas.shadow(10, 240)
    for x in (28, 202):
        canvas.box(x, 0, 20, 50, TYRE, 6)
    canvas.body(box_corners(5, 44, 240, 234, 20), paint, gloss=0.35)
    canvas.box(5, 44, 240, 48, "#4b4f54", 6)
    window(canvas, box_corners(58, 176, 134, 64, 10))
    canvas.circle(125, 112, 36, TYRE)
    canvas.circle(125, 112, 34, "#dfe2e4")
    canvas.box(5, 148, 240, 9, "#c7782a" if style % 2 else "#1b4f8f")
    for x in (14, 214):
        canvas.box(x, 98, 22, 42, TAIL, 5)
    _plate(canvas, 125, 60)


def _outline(end: End) -> list[Corner]:
    inset = (end.width - end.roof) / 2
    left = [
        (8, end.clearance, 10),
        (0, end.clearance + 18, 10),
        (2, end.belt - 16, 12),
        (10, end.belt, 12),
        (inset, end.height, 20),
    ]
    return [*left, *[(end.width - x, y, radius) for x, y, radius in reversed(left)]]


def _glass(end: End, margin: float) -> list[Corner]:
    inset = (end.width - end.roof) / 2 + margin
    low, high = end.belt + 3, end.height - 12
    left = [(20, low, 8), (inset + 2, high, 10)]
    return [*left, *[(end.width - x, y, radius) for x, y, radius in reversed(left)]]


def _stand(canvas: Canvas, end: End) -> None:
    canvas.shadow(-8, end.width + 8, depth=12)
    for x in (6, end.width - 6 - end.tyre):
        canvas.box(x, 0, end.tyre, end.clearance + 30, TYRE, 7)
    canvas.box(30, end.clearance - 6, end.width - 60, 12, "#101112")


def _lamp(canvas: Canvas, middle: float, side: int, height: float, end: End) -> None:
    inner, outer = middle + side * (end.width / 2 - 38), middle + side * (end.width / 2 - 5)
    corners = [
        (inner, height - 4, 4),
        (outer, height, 5),
        (outer - side * 2, height + 15, 5),
        (inner - side * 4, height + 10, 4),
    ]
    canvas.shape(corners, "#3c4247")
    centre = (inner + outer) / 2
    canvas.oval(centre - side * 6, height + 5, 7, 5.5, LAMP)
    canvas.oval(centre + side * 8, height + 7, 5, 5, "#d5dde0")


def _mirrors(canvas: Canvas, end: End, paint: Colour) -> None:
    for side in (-1, 1):
        x = end.width / 2 + side * (end.width / 2 + 7)
        canvas.line([(x - side * 18, end.belt + 4), (x, end.belt + 8)], RUBBER, 4)
        canvas.box(x - 11, end.belt + 2, 22, 16, shade(paint, -0.12), 6)


def _wipers(canvas: Canvas, end: End) -> None:
    middle = end.width / 2
    for start in (middle - 44, middle + 8):
        canvas.line([(start, end.belt + 4), (start + 40, end.belt + 9)], "#0e1012", 1.8)


def _bumper(canvas: Canvas, end: End, style: int, plate_height: float | None = None) -> None:
    canvas.box(14, end.clearance, end.width - 28, 13, RUBBER, 5)
    _plate(canvas, end.width / 2, plate_height or end.clearance + 14, blue=style % 3 == 0)


def _plate(canvas: Canvas, middle: float, low: float, *, blue: bool = False) -> None:
    canvas.box(middle - 21, low, 42, 13, "#f7f7f2" if blue else PLATE, 2)
    for place in range(6):
        x = middle - 16 + place * 5.6
        canvas.box(x, low + 3.4, 3.6, 6.4, "#1f3a6e" if blue else "#26282a", 1)
