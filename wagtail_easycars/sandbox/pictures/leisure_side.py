"""Side views of caravans, camper trailers, boats, trailers and motorbikes, facing left."""

from __future__ import annotations

from .canvas import Canvas, box_corners
from .car_side import window
from .paint import CHROME, LAMP, RUBBER, TAIL, Colour, shade
from .wheels import wheel

CARAVAN_LENGTH, CAMPER_LENGTH, BOAT_LENGTH = 780.0, 560.0, 640.0
TRAILER_LENGTH, MOTORBIKE_LENGTH = 440.0, 215.0
STRIPES = ("#1b4f8f", "#a51c30", "#1d6f54", "#c7782a")


def draw_caravan(canvas: Canvas, paint: Colour, *, style: int) -> None:
    stripe = STRIPES[style % len(STRIPES)]
    canvas.shadow(120, 770)
    _drawbar(canvas, 138)
    canvas.box(70, 54, 62, 40, "#3f4347", 5)
    outline = ((132, 46, 6), (124, 120, 20), (150, 262, 44), (210, 276, 20), (742, 278, 26),
               (772, 240, 20), (774, 60, 10), (760, 46, 6))  # fmt: skip
    canvas.body(outline, paint, gloss=0.35)
    canvas.box(134, 46, 638, 50, "#4b4f54", 4)
    for x in range(140, 770, 14):
        canvas.line([(x, 48), (x + 8, 94)], "#5a5e63", 1)
    canvas.shape([(128, 122, 0), (128, 134, 0), (774, 160, 0), (774, 134, 0)], stripe)
    canvas.shape([(128, 110, 0), (128, 116, 0), (774, 128, 0), (774, 112, 0)], shade(stripe, 0.45))
    window(canvas, ((176, 180, 8), (184, 240, 12), (292, 242, 8), (292, 180, 8)))
    window(canvas, box_corners(600, 180, 126, 62, 8))
    canvas.box(462, 62, 78, 186, shade(paint, -0.14), 7)
    canvas.box(466, 66, 70, 178, shade(paint, 0.25), 6)
    window(canvas, box_corners(480, 176, 42, 52, 6))
    canvas.box(528, 138, 5, 20, RUBBER, 2)
    canvas.line([(300, 262), (730, 262)], CHROME, 7)
    canvas.line([(300, 256), (730, 256)], shade(stripe, -0.1), 3)
    canvas.box(330, 278, 90, 16, "#dfe2e4", 6)
    canvas.box(560, 278, 60, 10, "#dfe2e4", 5)
    canvas.box(766, 96, 7, 30, TAIL, 2)
    canvas.box(462, 44, 78, 8, "#6d7277", 2)
    for x in (352, 424):
        canvas.arch(x, 36, 44, 44, "#0c0d0e")
        wheel(canvas, x, 35, style=style)


def draw_camper(canvas: Canvas, paint: Colour, *, style: int) -> None:
    canvas.shadow(100, 550)
    _drawbar(canvas, 150)
    canvas.box(86, 52, 70, 70, "#44484c", 5)
    canvas.body(box_corners(150, 50, 390, 92, 8), paint)
    canvas.box(150, 50, 390, 24, "#3d4044", 4)
    canvas.shape(
        [(150, 142, 4), (190, 268, 14), (356, 296, 12), (516, 262, 14), (540, 142, 4)], "#b9a880"
    )
    canvas.shape([(356, 142, 2), (356, 294, 4), (516, 262, 14), (540, 142, 4)], "#a8966d")
    canvas.shape([(214, 166, 3), (232, 236, 6), (326, 250, 6), (326, 166, 3)], "#6b6553")
    canvas.shape([(392, 166, 3), (392, 244, 6), (478, 232, 6), (496, 166, 3)], "#5d5848")
    canvas.line([(190, 266), (356, 295), (516, 261)], "#8a7a55", 3)
    canvas.box(400, 90, 120, 44, shade(paint, -0.2), 4)
    canvas.box(452, 108, 18, 7, CHROME, 2)
    canvas.box(532, 84, 8, 24, TAIL, 2)
    canvas.arch(330, 40, 54, 46, "#0c0d0e")
    canvas.line([(276, 62), (294, 96), (366, 96), (384, 62)], RUBBER, 6)
    wheel(canvas, 330, 40, style=style)


def draw_boat(canvas: Canvas, paint: Colour, *, style: int) -> None:
    """A boat on its trailer."""
    canvas.shadow(60, 610)
    canvas.box(30, 58, 560, 9, "#9aa0a5", 3)
    canvas.line([(96, 62), (110, 150)], "#9aa0a5", 8)
    canvas.circle(20, 58, 9, "#55595e")
    canvas.circle(66, 16, 15, "#2a2b2d")
    canvas.line([(66, 16), (66, 60)], "#9aa0a5", 6)
    hull = (
        (92, 186, 10),
        (150, 120, 70),
        (250, 84, 30),
        (566, 80, 6),
        (572, 178, 8),
        (330, 178, 60),
    )
    canvas.body(hull, "#f2f4f5", gloss=0.4)
    flash = ((100, 180, 4), (140, 146, 20), (566, 128, 0), (570, 160, 0), (330, 160, 60))
    canvas.shape_within(flash, hull, paint)
    canvas.line([(94, 187), (330, 180), (572, 180)], CHROME, 4)
    if style % 2:
        canvas.shape(
            [
                (250, 178, 4),
                (276, 236, 12),
                (290, 290, 10),
                (440, 296, 8),
                (430, 282, 6),
                (424, 178, 2),
            ],
            "#e8ebed",
        )
        window(canvas, ((288, 222, 4), (304, 276, 8), (352, 278, 4), (352, 222, 4)))
        window(canvas, ((360, 222, 4), (360, 278, 4), (412, 280, 4), (412, 222, 4)))
    else:
        canvas.shape([(258, 178, 2), (302, 228, 6), (312, 226, 3), (300, 178, 2)], "#7c98a8")
        canvas.line([(258, 180), (304, 230)], CHROME, 4)
        canvas.line([(330, 180), (326, 284)], CHROME, 4)
        canvas.line([(474, 180), (480, 284)], CHROME, 4)
        canvas.shape(
            [(296, 278, 6), (310, 294, 10), (486, 294, 10), (498, 280, 6)], shade(paint, -0.25)
        )
    canvas.line([(104, 192), (116, 214), (232, 206), (256, 182)], CHROME, 3)
    canvas.body(
        [(568, 150, 8), (572, 226, 14), (620, 226, 18), (626, 158, 8)], "#2c2f33", gloss=0.25
    )
    canvas.box(580, 196, 40, 8, "#d8dcdf", 3)
    canvas.shape([(580, 152, 4), (588, 72, 4), (612, 72, 4), (616, 152, 4)], "#35393d")
    canvas.oval(618, 88, 8, 16, "#8d9297")
    for x in (392, 458) if style % 2 else (420,):
        canvas.line([(x - 44, 60), (x - 32, 80), (x + 32, 80), (x + 44, 60)], RUBBER, 8)
        wheel(canvas, x, 34, style=-1)


def draw_trailer(canvas: Canvas, paint: Colour, *, style: int) -> None:
    canvas.shadow(90, 435)
    _drawbar(canvas, 130)
    canvas.body(box_corners(120, 66, 310, 64, 4), paint)
    for x in range(124, 430, 50):
        canvas.line([(x, 68), (x, 128)], shade(paint, -0.3), 3)
    canvas.box(116, 126, 318, 9, shade(paint, 0.25), 2)
    canvas.box(116, 60, 318, 9, shade(paint, -0.35), 2)
    if style % 2:
        for height in (150, 172, 194):
            canvas.line([(122, height), (428, height)], shade(paint, -0.15), 3)
        for x in (124, 200, 276, 352, 426):
            canvas.line([(x, 132), (x, 196)], shade(paint, -0.15), 4)
    canvas.box(424, 76, 8, 20, TAIL, 2)
    for x in (238, 306):
        canvas.line([(x - 38, 50), (x - 28, 72), (x + 28, 72), (x + 38, 50)], shade(paint, -0.4), 6)
        wheel(canvas, x, 31, style=-1)


def draw_motorbike(canvas: Canvas, paint: Colour, *, style: int) -> None:
    canvas.shadow(8, 208, depth=7)
    for x in (36, 176):
        wheel(canvas, x, 33, style=style % 3)
        canvas.ring(x, 33, 15, 2, CHROME)
    canvas.line([(176, 33), (112, 42)], "#3a3d41", 7)
    canvas.line([(36, 33), (62, 96)], "#2f3236", 6)
    canvas.line([(38, 36), (64, 98)], CHROME, 2.4)
    canvas.shape(
        [(14, 60, 6), (30, 71, 10), (58, 64, 8), (48, 58, 4), (30, 64, 8)], shade(paint, -0.1)
    )
    canvas.shape([(78, 26, 6), (72, 66, 6), (104, 74, 4), (132, 66, 5), (134, 30, 8)], "#4a4e53")
    for height in (44, 50, 56, 62):
        canvas.line([(80, height), (106, height + 3)], "#8b9197", 1.6)
    canvas.circle(118, 42, 12, "#7b8086")
    canvas.circle(118, 42, 7, "#5c6166")
    canvas.line([(84, 58), (74, 34), (100, 22), (190, 28)], CHROME, 4)
    canvas.line([(142, 26), (204, 36)], "#9ba1a6", 9)
    canvas.line([(64, 96), (92, 70), (150, 72)], "#33363a", 6)
    canvas.body([(70, 84, 8), (74, 104, 12), (100, 110, 14), (128, 94, 12), (126, 76, 8)], paint)
    canvas.body([(52, 62, 8), (50, 92, 12), (66, 104, 10), (90, 84, 8), (82, 58, 8)], paint)
    canvas.shape(
        [(122, 78, 6), (126, 90, 8), (160, 88, 8), (198, 100, 6), (202, 94, 4), (166, 74, 8)],
        "#1d1f22",
    )
    canvas.body([(158, 76, 6), (166, 84, 6), (206, 98, 4), (208, 90, 3), (190, 78, 6)], paint)
    canvas.line([(60, 104), (78, 116), (92, 113)], "#24272a", 3.6)
    canvas.circle(79, 116, 3, "#24272a")
    canvas.shape([(46, 92, 4), (50, 106, 6), (66, 106, 6), (66, 90, 6)], shade(paint, -0.15))
    canvas.oval(50, 97, 5, 7, LAMP)
    canvas.shape([(54, 106, 3), (66, 126, 5), (72, 118, 4), (68, 104, 3)], "#8fa9b8")
    canvas.box(203, 88, 6, 5, TAIL, 1)
    canvas.line([(196, 86), (206, 66)], "#24272a", 3)
    canvas.line([(112, 30), (104, 3)], "#2a2c30", 2.6)


def _drawbar(canvas: Canvas, body: float) -> None:
    canvas.shape([(22, 46, 3), (22, 54, 3), (body + 60, 66, 2), (body + 60, 50, 2)], "#33363a")
    canvas.circle(20, 48, 8, "#4a4e53")
    canvas.line([(60, 56), (60, 22)], "#6d7277", 6)
    canvas.circle(60, 14, 14, "#26282b")
    canvas.circle(60, 14, 6, "#8b9197")
