from __future__ import annotations

from collections.abc import Sequence

from .canvas import Canvas, Corner
from .paint import GLASS, GLASS_SHINE, LAMP, RUBBER, TAIL, Colour, shade
from .profiles import Profile
from .wheels import wheel

ARCH = 1.17


def draw_car(canvas: Canvas, profile: Profile, paint: Colour, *, style: int) -> None:
    """The side view of a car, facing left."""
    canvas.shadow(4, profile.length - 4)
    if profile.rails:
        _roof_rails(canvas, *profile.rails)
    canvas.body(profile.outline, paint)
    _lower_edge(canvas, profile, paint)
    _arches(canvas, profile)
    for pane in profile.windows:
        window(canvas, pane)
    for gap in profile.gaps:
        canvas.line(gap, shade(paint, -0.42), 1.1)
    for x, y in profile.handles:
        canvas.box(x - 2, y - 1.4, 24, 5, shade(paint, -0.45), 2)
        canvas.box(x - 2, y, 24, 4, shade(paint, 0.3), 2)
    canvas.shape(profile.headlamp, shade(LAMP, -0.25))
    canvas.shape(_shrunk(profile.headlamp, 0.72), LAMP)
    canvas.shape(profile.tail_lamp, TAIL)
    canvas.shape(_shrunk(profile.tail_lamp, 0.55), shade(TAIL, 0.35))
    _mirror(canvas, *profile.mirror, paint)
    for x in profile.wheels:
        wheel(canvas, x, profile.wheel_radius, style=style)


def _roof_rails(canvas: Canvas, start: float, end: float, height: float) -> None:
    canvas.line(
        [(start, height - 6), (start + 8, height), (end - 8, height), (end, height - 8)],
        RUBBER,
        3.2,
    )


def _lower_edge(canvas: Canvas, profile: Profile, paint: Colour) -> None:
    front, rear = profile.wheels
    sill, radius = profile.sill, profile.wheel_radius
    height = 13 if profile.cladding else 8
    dark = RUBBER if profile.cladding else shade(paint, -0.62)
    canvas.box(front + radius, sill, rear - front - 2 * radius, height, dark, 2)
    canvas.box(6, sill + 9, front - radius - 8, height, dark, 4)
    canvas.box(rear + radius, sill + 9, profile.length - rear - radius - 8, height, dark, 4)
    shoulder = profile.mirror[1] - 16
    canvas.line([(60, shoulder - 8), (profile.length - 40, shoulder)], shade(paint, 0.42), 1.2)
    canvas.line([(60, shoulder - 10), (profile.length - 40, shoulder - 2)], shade(paint, -0.2), 1.2)


def _arches(canvas: Canvas, profile: Profile) -> None:
    for x in profile.wheels:
        radius, floor = profile.wheel_radius, profile.sill
        if profile.cladding:
            canvas.arch(x, radius, radius * 1.32, floor, RUBBER)
        canvas.arch(x, radius, radius * ARCH, floor - 3, "#0c0d0e")


def window(canvas: Canvas, corners: Sequence[Corner]) -> None:
    """A pane with its seal and a reflection."""
    canvas.shape(_grown(corners, 2.6), "#15181b")
    canvas.shape(corners, GLASS)
    left, right = min(x for x, _, _ in corners), max(x for x, _, _ in corners)
    low, high = min(y for _, y, _ in corners), max(y for _, y, _ in corners)
    at = [left + (right - left) * share for share in (0.52, 0.74, 0.5, 0.28)]
    shine = [(at[0], high, 0), (at[1], high, 0), (at[2], low, 0), (at[3], low, 0)]
    canvas.shape_within(shine, corners, GLASS_SHINE)


def _mirror(canvas: Canvas, x: float, y: float, paint: Colour) -> None:
    canvas.shape(
        [(x - 3, y - 2, 3), (x + 1, y + 11, 5), (x + 17, y + 11, 4), (x + 18, y - 1, 4)],
        shade(paint, -0.3),
    )
    canvas.shape(
        [(x - 2, y, 3), (x + 1, y + 11, 5), (x + 16, y + 11, 4), (x + 17, y + 1, 4)],
        shade(paint, 0.08),
    )
    canvas.box(x + 2, y - 4, 8, 4, RUBBER, 1)


def _shrunk(corners: Sequence[Corner], share: float) -> list[Corner]:
    x0 = sum(x for x, _, _ in corners) / len(corners)
    y0 = sum(y for _, y, _ in corners) / len(corners)
    return [(x0 + (x - x0) * share, y0 + (y - y0) * share, r * share) for x, y, r in corners]


def _grown(corners: Sequence[Corner], by: float) -> list[Corner]:
    x0 = sum(x for x, _, _ in corners) / len(corners)
    y0 = sum(y for _, y, _ in corners) / len(corners)
    return [
        (x + (by if x > x0 else -by), y + (by if y > y0 else -by), r + by) for x, y, r in corners
    ]
