from __future__ import annotations

import math

from .canvas import Canvas
from .paint import TYRE, Colour, shade

RIMS: tuple[tuple[Colour, int], ...] = (
    ("#c4c9ce", 5),
    ("#8b9197", 7),
    ("#aeb4b9", 10),
    ("#4a4e53", 6),
)
STEEL = ("#9aa0a5", 0)


def wheel(
    canvas: Canvas, x: float, radius: float, *, style: int = 0, y: float | None = None
) -> None:
    """A tyre and an alloy rim of ``style``; it stands on the ground where ``y`` is left out."""
    colour, spokes = RIMS[style % len(RIMS)] if style >= 0 else STEEL
    centre = radius if y is None else y
    canvas.circle(x, centre, radius, TYRE)
    canvas.ring(x, centre, radius * 0.93, radius * 0.03, "#34363a")
    rim = radius * 0.7
    canvas.circle(x, centre, rim, shade(colour, -0.45))
    canvas.circle(x, centre, rim * 0.62, "#3c3f43")
    _spokes(canvas, x, centre, rim, colour=colour, count=spokes)
    canvas.ring(x, centre, rim, radius * 0.075, colour)
    canvas.circle(x, centre, rim * 0.2, colour)
    canvas.circle(x, centre, rim * 0.11, shade(colour, -0.35))


def _spokes(canvas: Canvas, x: float, y: float, rim: float, *, colour: Colour, count: int) -> None:
    if not count:
        canvas.circle(x, y, rim * 0.8, colour)
        count = 8
        for angle in _angles(count):
            canvas.circle(
                x + rim * 0.58 * math.cos(angle),
                y + rim * 0.58 * math.sin(angle),
                rim * 0.08,
                "#4b4f54",
            )
        return
    spread = 0.62 / count
    for angle in _angles(count):
        ends = (
            (0.12, angle - spread * 2.2),
            (0.98, angle - spread),
            (0.98, angle + spread),
            (0.12, angle + spread * 2.2),
        )
        canvas.shape(
            [
                (x + rim * reach * math.cos(turn), y + rim * reach * math.sin(turn), 0)
                for reach, turn in ends
            ],
            colour,
        )


def _angles(count: int) -> list[float]:
    return [math.tau * place / count + math.pi / 2 for place in range(count)]
