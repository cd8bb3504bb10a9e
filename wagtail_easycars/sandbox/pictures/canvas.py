"""A drawing surface in centimetres, with the ground at y = 0 and y going up."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .paint import Colour, rgb, shade, stretch

SIZE = (1200, 900)
SUPERSAMPLING = 2
CURVE_STEPS = 8
# Shadows are blurred at a quarter of the size, where it costs little.
SHADOW_REDUCTION, SHADOW_BLUR = 4, 7
# A corner of an outline: x, y and the radius that rounds it, all in centimetres.
Corner = tuple[float, float, float]
Point = tuple[float, float]


class Canvas:
    """Draws a thing of ``length`` centimetres in the middle of a backdrop.

    Edges are smooth because everything is drawn at twice the size. ``mirrored`` turns the thing
    around, so that what faces left faces right.
    """

    def __init__(
        self, backdrop: Image.Image, *, length: float, width: float, ground: float, mirrored: bool
    ) -> None:
        """``width`` is how many pixels ``length`` takes, ``ground`` the pixel row of the ground."""
        large = (SIZE[0] * SUPERSAMPLING, SIZE[1] * SUPERSAMPLING)
        self.image = backdrop.resize(large, Image.Resampling.NEAREST)
        self.draw = ImageDraw.Draw(self.image)
        self._length = length
        self._scale = width / length * SUPERSAMPLING
        self._left = (SIZE[0] - width) / 2 * SUPERSAMPLING
        self._ground = ground * SUPERSAMPLING
        self._mirrored = mirrored

    def place(self, x: float, y: float) -> Point:
        """Pixels of a point in centimetres."""
        across = self._length - x if self._mirrored else x
        return self._left + across * self._scale, self._ground - y * self._scale

    def shape(self, corners: Sequence[Corner], fill: Colour) -> None:
        self.draw.polygon(self._outline(corners), fill=fill)

    def body(self, corners: Sequence[Corner], paint: Colour, *, gloss: float = 0.26) -> None:
        """A painted panel: light from above, a dark lower edge, a bright band at the shoulder."""
        outline = self._outline(corners)
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        box = (int(min(xs)), int(min(ys)), math.ceil(max(xs)) + 1, math.ceil(max(ys)) + 1)
        size = (box[2] - box[0], box[3] - box[1])
        mask = Image.new("L", size)
        ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in outline], fill=255)
        self.image.paste(stretch(_sheen(paint, gloss), size), box, mask)

    def shape_within(
        self, corners: Sequence[Corner], within: Sequence[Corner], fill: Colour
    ) -> None:
        """As ``shape``, but only where it lies on the shape ``within``."""
        inner, outer = self._outline(corners), self._outline(within)
        left, top = (int(min(point[axis] for point in outer)) for axis in (0, 1))
        size = [math.ceil(max(point[axis] for point in outer)) + 1 for axis in (0, 1)]
        masks = [Image.new("L", (size[0] - left, size[1] - top)) for _ in range(2)]
        for mask, outline in zip(masks, (inner, outer), strict=True):
            moved = [(x - left, y - top) for x, y in outline]
            ImageDraw.Draw(mask).polygon(moved, fill=255)
        self.image.paste(rgb(fill), (left, top), ImageChops.multiply(*masks))

    def arch(self, x: float, y: float, radius: float, floor: float, fill: Colour) -> None:
        """The part of a disc that is above ``floor``: what a wheel turns in."""
        start = math.asin(max(-1.0, min(1.0, (floor - y) / radius)))
        turns = (start + (math.pi - 2 * start) * step / 40 for step in range(41))
        self.shape(
            [(x + radius * math.cos(turn), y + radius * math.sin(turn), 0) for turn in turns], fill
        )

    def circle(self, x: float, y: float, radius: float, fill: Colour) -> None:
        self.oval(x, y, radius, radius, fill)

    def oval(self, x: float, y: float, across: float, up: float, fill: Colour) -> None:
        (px, py), rx, ry = self.place(x, y), across * self._scale, up * self._scale
        self.draw.ellipse((px - rx, py - ry, px + rx, py + ry), fill=fill)

    def ring(self, x: float, y: float, radius: float, stroke: float, fill: Colour) -> None:
        (px, py), r = self.place(x, y), radius * self._scale
        width = max(1, round(stroke * self._scale))
        self.draw.ellipse((px - r, py - r, px + r, py + r), outline=fill, width=width)

    def line(self, points: Sequence[Point], fill: Colour, width: float = 1.0) -> None:
        pixels = max(1, round(width * self._scale))
        self.draw.line([self.place(*each) for each in points], fill, pixels, joint="curve")

    def box(  # noqa: PLR0917 - read as a rectangle is drawn
        self, x: float, y: float, width: float, height: float, fill: Colour, radius: float = 0
    ) -> None:
        """A rectangle from its lower left corner."""
        self.shape(box_corners(x, y, width, height, radius), fill)

    def shadow(self, start: float, end: float, *, depth: float = 16, strength: int = 150) -> None:
        """A soft shadow on the ground from ``start`` to ``end``."""
        (x1, y), (x2, _) = self.place(start, 0), self.place(end, 0)
        reach, soft = depth * self._scale, SHADOW_BLUR * SHADOW_REDUCTION * 3
        left, top = round(min(x1, x2) - soft), round(y - reach - soft)
        size = (round(abs(x2 - x1) + 2 * soft), round(2 * (reach + soft)))
        small = Image.new("L", (size[0] // SHADOW_REDUCTION, size[1] // SHADOW_REDUCTION))
        margin = soft / SHADOW_REDUCTION
        oval = (margin, margin, small.width - margin, small.height - margin)
        ImageDraw.Draw(small).ellipse(oval, fill=strength)
        mask = small.filter(ImageFilter.GaussianBlur(SHADOW_BLUR)).resize(size)
        box = (left, top, left + size[0], top + size[1])
        self.image.paste("#0b0d10", box, mask)

    def finish(self) -> Image.Image:
        return self.image.reduce(SUPERSAMPLING)

    def _outline(self, corners: Sequence[Corner]) -> list[Point]:
        return [self.place(x, y) for x, y in rounded(corners)]


def box_corners(x: float, y: float, width: float, height: float, radius: float = 0) -> list[Corner]:
    ends = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return [(*end, radius) for end in ends]


def rounded(corners: Sequence[Corner]) -> list[Point]:
    """The outline through ``corners``, each replaced by a curve as wide as its radius."""
    outline: list[Point] = []
    for place, (x, y, radius) in enumerate(corners):
        before = _towards((x, y), corners[place - 1][:2], radius)
        after = _towards((x, y), corners[(place + 1) % len(corners)][:2], radius)
        steps = (step / CURVE_STEPS for step in range(CURVE_STEPS + 1))
        outline += [_bend(before, (x, y), after, share) for share in steps]
    return outline


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = math.dist(start, end)
    if not length:
        return start
    share = min(distance / length, 0.5)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _bend(start: Point, control: Point, end: Point, share: float) -> Point:
    rest = 1 - share
    x, y = (
        rest * rest * start[axis] + 2 * rest * share * control[axis] + share * share * end[axis]
        for axis in (0, 1)
    )
    return x, y


def _sheen(paint: Colour, gloss: float) -> Image.Image:
    """One column of colours, from the top of a painted panel to its bottom."""
    steps = (gloss, gloss * 0.7, gloss * 0.9, gloss * 0.15, 0.0, -0.06, -0.14, -0.3)
    column = Image.new("RGB", (1, len(steps)))
    column.putdata([shade(paint, step) for step in steps])
    return column
