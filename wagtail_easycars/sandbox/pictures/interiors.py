"""Views of the inside: behind the wheel, which is on the right, and a caravan's living room."""

from __future__ import annotations

from .canvas import Canvas, box_corners
from .paint import CHROME, Colour, shade

CABIN_LENGTH, ROOM_LENGTH = 160.0, 240.0
TRIMS = ("#2b2d30", "#54483c", "#35383d", "#6a5646")


def draw_cabin(canvas: Canvas, paint: Colour, *, style: int) -> None:
    trim = TRIMS[style % len(TRIMS)]
    canvas.shape(box_corners(-10, -30, 180, 190), shade(trim, -0.45))
    canvas.shape([(6, 62, 10), (20, 112, 14), (140, 112, 14), (154, 62, 10)], "#bcd6e8")
    canvas.shape(
        [(6, 62, 2), (10, 76, 8), (60, 84, 20), (110, 78, 20), (150, 82, 10), (154, 62, 2)],
        "#7f9c79",
    )
    canvas.shape([(4, 58, 4), (10, 70, 12), (80, 74, 40), (150, 70, 12), (156, 58, 4)], paint)
    canvas.box(68, 100, 26, 9, "#191b1d", 4)
    canvas.box(70, 101.5, 22, 6, "#6f8796", 3)
    canvas.body(
        [
            (-6, -2, 4),
            (-6, 56, 8),
            (20, 66, 16),
            (80, 64, 30),
            (140, 68, 16),
            (166, 56, 8),
            (166, -2, 4),
        ],
        shade(trim, -0.2),
        gloss=0.16,
    )
    canvas.line([(-6, 44), (62, 46)], CHROME, 0.9)
    canvas.box(4, 12, 54, 22, shade(trim, -0.3), 5)
    canvas.box(24, 28, 14, 3, CHROME, 1)
    for x in (6, 44, 148):
        canvas.box(x, 48, 13, 9, "#0f1011", 3)
        for height in (50, 52.4, 54.8):
            canvas.line([(x + 1, height), (x + 12, height)], "#54585c", 0.7)
    _screen(canvas)
    _instruments(canvas)
    canvas.shape([(66, -20, 2), (70, 22, 6), (92, 22, 6), (98, -20, 2)], shade(trim, -0.35))
    canvas.line([(82, 2), (82, 16)], "#8d9398", 2)
    canvas.circle(82, 18, 4.2, "#1c1e20")
    _steering_wheel(canvas)
    for left in (-4, 104):
        canvas.body(
            [(left, -34, 4), (left + 4, -2, 12), (left + 54, -2, 12), (left + 60, -34, 4)],
            trim,
            gloss=0.2,
        )
        canvas.line([(left + 28, -34), (left + 28, -3)], shade(trim, 0.25), 0.8)


def draw_room(canvas: Canvas, paint: Colour, *, style: int) -> None:
    wood = ("#c59a6b", "#8b6a4a", "#d8c3a0", "#e5e2dc")[style % 4]
    fabric = ("#5f7384", "#7d5a50", "#4e6b5b", "#3f4348")[style % 4]
    canvas.shape(box_corners(-20, -60, 280, 260), "#efebe4")
    canvas.shape([(-20, -60, 0), (-20, 0, 0), (260, 0, 0), (260, -60, 0)], shade(wood, -0.35))
    for x in range(-20, 260, 24):
        canvas.line([(120 + (x - 120) * 0.7, 0), (x, -60)], shade(wood, -0.45), 0.8)
    for x in (0, 62, 124, 186):
        canvas.body(box_corners(x, 112, 58, 34, 3), wood, gloss=0.2)
        canvas.box(x + 24, 116, 10, 2, CHROME, 1)
    for x in (8, 138):
        canvas.box(x, 62, 84, 42, "#8d9195", 5)
        canvas.box(x + 3, 65, 78, 36, "#b9d7ea", 4)
        canvas.shape(
            [(x + 3, 65, 1), (x + 3, 78, 4), (x + 40, 84, 20), (x + 81, 76, 4), (x + 81, 65, 1)],
            "#86a37e",
        )
    canvas.body(box_corners(0, 0, 96, 42, 4), wood, gloss=0.15)
    canvas.box(-4, 42, 104, 4, "#3d4145", 1)
    canvas.box(12, 46, 26, 2, "#17191b")
    canvas.line([(70, 46), (70, 58), (78, 58), (78, 54)], CHROME, 1.6)
    canvas.box(8, 8, 34, 28, "#24282b", 3)
    for left, right in ((112, 150), (196, 234)):
        canvas.body(box_corners(left, 0, right - left, 24, 3), wood, gloss=0.15)
        canvas.body(box_corners(left - 1, 22, right - left + 2, 10, 4), fabric, gloss=0.2)
    canvas.body(box_corners(106, 24, 14, 36, 5), fabric, gloss=0.2)
    canvas.body(box_corners(228, 24, 14, 36, 5), fabric, gloss=0.2)
    canvas.box(170, 0, 6, 40, CHROME, 2)
    canvas.box(146, 40, 54, 4, shade(wood, 0.2), 2)
    canvas.box(90, 150, 60, 4, "#fffbe8", 2)


def _screen(canvas: Canvas) -> None:
    canvas.box(62, 34, 40, 25, "#0b0d0f", 3)
    canvas.box(64, 36, 36, 21, "#173247", 2)
    canvas.line([(66, 40), (76, 46), (84, 44), (98, 54)], "#5fb2e6", 1.2)
    canvas.circle(84, 44, 1.8, "#f2c21c")
    for x in (68, 76, 84, 92):
        canvas.circle(x + 1, 29, 2.2, "#3c4044")


def _instruments(canvas: Canvas) -> None:
    canvas.shape([(106, 46, 5), (110, 66, 12), (146, 66, 12), (150, 46, 5)], "#0c0d0f")
    for x in (119, 137):
        canvas.circle(x, 55, 7.6, "#1e2225")
        canvas.ring(x, 55, 7.6, 0.8, CHROME)
        canvas.line([(x, 55), (x - 4, 59)], "#e8413c", 0.9)


def _steering_wheel(canvas: Canvas) -> None:
    x, y = 128, 34
    canvas.ring(x, y, 29, 5, "#121314")
    canvas.ring(x, y, 28, 1, "#43474b")
    canvas.shape(
        [
            (x - 27, y + 3, 2),
            (x - 8, y + 8, 6),
            (x + 8, y + 8, 6),
            (x + 27, y + 3, 2),
            (x + 26, y - 4, 2),
            (x - 26, y - 4, 2),
        ],
        "#1a1c1e",
    )
    canvas.shape([(x - 5, y, 2), (x + 5, y, 2), (x + 4, y - 26, 2), (x - 4, y - 26, 2)], "#1a1c1e")
    canvas.circle(x, y + 1, 10, "#222528")
    canvas.oval(x, y + 1, 3.4, 2.6, CHROME)
