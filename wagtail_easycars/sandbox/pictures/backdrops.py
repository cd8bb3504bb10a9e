"""Where a picture is taken: the yard by day, at dusk, or the showroom."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageDraw, ImageFilter

from .canvas import SIZE
from .paint import Colour, gradient, shade

WIDTH, HEIGHT = SIZE
HORIZON = 520
GROUND = 735
SKIES = (
    ("#5b9bd5", "#a9cdea", "#e6f1f8"),
    ("#79a9cf", "#c3d8e6", "#f1f4f4"),
    ("#4a8fcf", "#8fc0e6", "#dcecf5"),
    ("#9fb4c2", "#c9d5dc", "#e9edef"),
)
GROUNDS = (("#9a9c9b", "#7c7e7e"), ("#a8a39a", "#86817a"), ("#8d9092", "#6d7072"))
BUNTING = ("#d7263d", "#f2c21c", "#1b6ca8", "#f4f4f4")


def yard(rng: Random) -> Image.Image:
    """A dealer's yard: sky, a building or trees, bunting, concrete."""
    image = gradient(SIZE, *rng.choice(SKIES))
    draw = ImageDraw.Draw(image)
    _trees(draw, rng, "#6f8f6a")
    if rng.random() < 0.65:
        _building(draw, rng)
    image = image.filter(ImageFilter.GaussianBlur(3))
    _ground(image, *rng.choice(GROUNDS))
    if rng.random() < 0.5:
        _bunting(ImageDraw.Draw(image), rng)
    return image


def dusk(rng: Random) -> Image.Image:
    image = gradient(SIZE, "#2b3a67", "#6b5b95", "#e58e73", "#f6c48f", "#f6c48f")
    draw = ImageDraw.Draw(image)
    _trees(draw, rng, "#3a3f4c")
    image = image.filter(ImageFilter.GaussianBlur(3))
    _ground(image, "#6a6670", "#3f3e47")
    return image


def showroom(rng: Random) -> Image.Image:
    """White walls, a strip of light and a floor that mirrors it."""
    tone = rng.choice(("#dfe3e6", "#e6e2dc", "#d4dade"))
    image = gradient(SIZE, shade(tone, -0.18), tone, shade(tone, 0.35))
    draw = ImageDraw.Draw(image)
    for start in range(-100, WIDTH, 240):
        draw.polygon(
            [(start, 60), (start + 170, 60), (start + 200, 96), (start + 10, 96)], fill="#fdfefe"
        )
    for post in range(90, WIDTH, 340):
        draw.rectangle((post, 150, post + 14, HORIZON + 30), fill=shade(tone, -0.12))
    image = image.filter(ImageFilter.GaussianBlur(5))
    floor = gradient((WIDTH, HEIGHT - HORIZON - 30), "#c3c8cb", "#9ea4a8", "#7f868b")
    image.paste(floor, (0, HORIZON + 30))
    return image


def _ground(image: Image.Image, far: Colour, near: Colour) -> None:
    image.paste(gradient((WIDTH, HEIGHT - HORIZON), far, far, near), (0, HORIZON))
    draw = ImageDraw.Draw(image)
    for x in range(-1200, 2400, 400):
        top = WIDTH / 2 + (x - WIDTH / 2) * 0.45
        draw.line((top, HORIZON, x, HEIGHT), fill=shade(near, -0.06), width=3)
    draw.line((0, 640, WIDTH, 640), fill=shade(near, 0.05), width=3)


def _trees(draw: ImageDraw.ImageDraw, rng: Random, colour: Colour) -> None:
    x = -60
    while x < WIDTH + 60:
        radius = rng.randint(35, 85)
        top = HORIZON - radius * rng.uniform(1.1, 1.9)
        draw.ellipse(
            (x, top, x + 2.2 * radius, HORIZON + 30), fill=shade(colour, rng.uniform(-0.15, 0.1))
        )
        x += rng.randint(45, 110)


def _building(draw: ImageDraw.ImageDraw, rng: Random) -> None:
    left, width = rng.randint(-80, 260), rng.randint(620, 900)
    wall = rng.choice(("#e9ebec", "#dcd8d0", "#cfd6db"))
    sign = rng.choice(("#1b4f8f", "#a51c30", "#2f3b45", "#1d6f54"))
    draw.rectangle((left, 300, left + width, HORIZON), fill=wall)
    draw.rectangle((left - 14, 280, left + width + 14, 344), fill=sign)
    draw.rectangle((left + width * 0.3, 300, left + width * 0.7, 322), fill=shade(sign, 0.75))
    for pane in range(left + 24, left + width - 60, 92):
        draw.rectangle((pane, 364, pane + 76, HORIZON - 6), fill="#8fa9bb")
        draw.polygon(
            [(pane, 364), (pane + 40, 364), (pane + 10, HORIZON - 6), (pane, HORIZON - 6)],
            fill="#b2c7d4",
        )


def _bunting(draw: ImageDraw.ImageDraw, rng: Random) -> None:
    height = rng.randint(70, 150)
    for place in range(26):
        x = place * 50 - 20
        sag = 60 * (1 - ((x - WIDTH / 2) / (WIDTH / 2)) ** 2)
        y = height + sag
        draw.line((x - 10, y - 2, x + 45, y + 2), fill="#6b7075", width=2)
        draw.polygon([(x, y), (x + 32, y), (x + 16, y + 42)], fill=BUNTING[place % 4])
