from __future__ import annotations

from .canvas import Canvas, box_corners
from .paint import AMBER, RUBBER, Colour, shade
from .wheels import wheel

WHEEL_VIEW_LENGTH = 120.0


def draw_wheel_detail(canvas: Canvas, paint: Colour, *, style: int) -> None:
    """One wheel in its arch, with tyre and rim, as buyers look at it."""
    canvas.body(box_corners(-20, 20, 170, 130), paint, gloss=0.3)
    canvas.line([(-20, 74), (150, 80)], shade(paint, 0.4), 0.8)
    canvas.line([(104, 150), (106, 34)], shade(paint, -0.45), 0.7)
    canvas.box(-20, 18, 170, 9, RUBBER)
    canvas.box(8, 66, 9, 3.4, AMBER, 1.4)
    canvas.arch(58, 38, 46, 17, "#0a0b0c")
    canvas.shadow(14, 104, depth=4)
    wheel(canvas, 58, 38, style=style)
