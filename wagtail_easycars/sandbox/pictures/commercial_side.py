"""Side views of trucks, prime movers and buses, facing left."""

from __future__ import annotations

from .canvas import Canvas, Corner
from .car_side import window
from .paint import CHROME, LAMP, RUBBER, TAIL, Colour, shade
from .wheels import wheel

BUS_LENGTH, TRUCK_LENGTH, PRIME_MOVER_LENGTH = 720.0, 660.0, 720.0
CAB: tuple[Corner, ...] = (
    (0, 52, 6), (0, 120, 10), (18, 226, 26), (60, 238, 14), (168, 240, 12), (170, 60, 4),
    (150, 46, 4),
)  # fmt: skip


def draw_pantech(canvas: Canvas, paint: Colour, *, style: int) -> None:
    """A cab-over with a closed body."""
    _chassis(canvas)
    canvas.body(_box(182, 84, 474, 230), "#eef0f1", gloss=0.3)
    canvas.box(182, 84, 474, 10, "#9ba1a6")
    canvas.box(182, 150, 474, 26, paint)
    _cab_over(canvas, paint)


def draw_tray_truck(canvas: Canvas, paint: Colour, *, style: int) -> None:
    """A cab-over with a drop-side tray."""
    _chassis(canvas)
    _tray(canvas)
    _cab_over(canvas, paint)


def draw_prime_mover(canvas: Canvas, paint: Colour, *, style: int) -> None:
    """A conventional with bonnet, sleeper and two driven axles."""
    canvas.shadow(0, PRIME_MOVER_LENGTH)
    canvas.box(60, 66, 640, 20, "#2d2f32", 2)
    canvas.box(388, 96, 16, 268, CHROME, 6)
    hood = ((6, 60, 8), (4, 176, 16), (30, 190, 20), (178, 204, 6), (180, 66, 4), (140, 54, 4))
    cab = (
        (176, 62, 3),
        (178, 204, 4),
        (200, 284, 16),
        (296, 300, 30),
        (384, 330, 24),
        (386, 62, 4),
    )
    canvas.body(cab, paint)
    canvas.body(hood, shade(paint, 0.03))
    window(canvas, ((206, 208, 5), (218, 272, 12), (272, 276, 5), (272, 208, 5)))
    window(canvas, ((306, 226, 6), (306, 262, 6), (344, 264, 6), (344, 226, 6)))
    canvas.line([(200, 204), (200, 66), (284, 66), (284, 282)], shade(paint, -0.45), 1.4)
    canvas.box(252, 186, 24, 6, CHROME, 2)
    canvas.box(0, 88, 12, 88, CHROME, 4)
    canvas.shape([(-6, 46, 5), (-8, 92, 6), (26, 92, 6), (30, 46, 5)], CHROME)
    canvas.box(20, 136, 30, 22, LAMP, 6)
    canvas.line([(170, 196), (158, 262)], CHROME, 3)
    canvas.box(148, 214, 14, 44, "#22262a", 4)
    canvas.box(196, 44, 180, 34, CHROME, 14)
    canvas.shape([(470, 96, 3), (470, 108, 3), (610, 108, 3), (640, 96, 3)], "#3d4146")
    canvas.box(690, 74, 18, 14, TAIL, 2)
    for x in (94, 500, 612):
        canvas.arch(x, 50, 60, 54, "#0c0d0e")
        wheel(canvas, x, 50, style=-1)
    for x in (500, 612):
        canvas.line([(x - 54, 88), (x - 30, 108), (x + 30, 108), (x + 54, 88)], RUBBER, 5)


def draw_bus(canvas: Canvas, paint: Colour, *, style: int) -> None:
    canvas.shadow(0, BUS_LENGTH)
    outline = ((4, 44, 10), (0, 110, 12), (22, 252, 34), (60, 262, 20), (690, 264, 26),
             (716, 240, 20),
               (718, 60, 14), (700, 42, 6))  # fmt: skip
    canvas.body(outline, paint, gloss=0.3)
    canvas.box(10, 92, 700, 16, shade("#1b4f8f" if style % 2 else "#a51c30", 0.05))
    window(canvas, ((18, 132, 10), (34, 234, 18), (66, 238, 6), (66, 126, 6)))
    for left in range(150, 660, 92):
        window(canvas, _box(left, 146, 84, 88, 8))
    canvas.box(78, 50, 58, 192, shade(paint, -0.35), 6)
    window(canvas, _box(83, 70, 22, 164, 6))
    window(canvas, _box(109, 70, 22, 164, 6))
    canvas.box(300, 264, 180, 16, shade(paint, -0.1), 7)
    canvas.shape([(2, 82, 4), (6, 104, 6), (34, 104, 6), (26, 82, 4)], LAMP)
    canvas.box(708, 90, 8, 44, TAIL, 2)
    canvas.line([(24, 226), (-10, 214), (-10, 176)], RUBBER, 5)
    for x in (196, 560):
        canvas.arch(x, 44, 56, 46, "#0c0d0e")
        wheel(canvas, x, 44, style=-1)


def _chassis(canvas: Canvas) -> None:
    canvas.shadow(0, TRUCK_LENGTH)
    canvas.box(150, 62, 500, 20, "#2d2f32", 2)


def _cab_over(canvas: Canvas, paint: Colour) -> None:
    canvas.box(260, 40, 90, 34, "#5c6166", 6)
    _cab(canvas, paint)
    for x in (92, 520):
        canvas.arch(x, 42, 54, 46, "#0c0d0e")
        wheel(canvas, x, 42, style=-1)
    canvas.box(640, 66, 14, 16, TAIL, 2)


def _cab(canvas: Canvas, paint: Colour) -> None:
    canvas.body(CAB, paint)
    window(canvas, ((36, 138, 8), (50, 222, 14), (132, 224, 8), (132, 138, 8)))
    canvas.line([(28, 132), (40, 60)], shade(paint, -0.45), 1.4)
    canvas.line([(140, 226), (140, 92)], shade(paint, -0.45), 1.4)
    canvas.box(112, 116, 22, 6, shade(paint, -0.5), 2)
    canvas.box(-2, 50, 40, 22, "#3a3d41", 6)
    canvas.box(2, 82, 26, 16, LAMP, 5)
    canvas.line([(20, 210), (4, 204), (2, 160)], RUBBER, 4)
    canvas.box(-4, 160, 12, 40, RUBBER, 4)


def _tray(canvas: Canvas) -> None:
    canvas.box(182, 82, 474, 12, "#8d9398", 2)
    for left in range(186, 650, 118):
        canvas.body(_box(left, 94, 114, 44, 2), "#b9bfc4", gloss=0.4)
        canvas.line([(left + 57, 96), (left + 57, 136)], "#8a9095", 2)
    canvas.line([(184, 94), (184, 230)], "#73787d", 7)
    for height in (150, 190, 228):
        canvas.line([(176, height), (192, height)], "#73787d", 5)


def _box(x: float, y: float, width: float, height: float, radius: float = 5) -> list[Corner]:
    return [
        (x, y, radius), (x + width, y, radius),
        (x + width, y + height, radius), (x, y + height, radius),
    ]  # fmt: skip
