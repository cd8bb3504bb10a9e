from __future__ import annotations

from PIL import Image, ImageColor

RGB = tuple[int, int, int]
Colour = str | RGB

GLASS = "#26323c"
GLASS_SHINE = "#41525f"
TYRE = "#1b1c1e"
RUBBER = "#2a2b2d"
CHROME = "#c9ced3"
LAMP = "#f4f7f4"
TAIL = "#b3121c"
AMBER = "#f29a1f"
PLATE = "#f3e9a6"


def rgb(colour: Colour) -> RGB:
    if isinstance(colour, tuple):
        return colour
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return red, green, blue


def shade(colour: Colour, amount: float) -> RGB:
    """``colour`` lighter by ``amount`` (-1 is black, 1 is white)."""
    goal = 255 if amount > 0 else 0
    red, green, blue = (round(part + (goal - part) * abs(amount)) for part in rgb(colour))
    return red, green, blue


def gradient(size: tuple[int, int], *colours: Colour) -> Image.Image:
    """An image that goes evenly through ``colours`` from its top to its bottom."""
    column = Image.new("RGB", (1, len(colours)))
    column.putdata([rgb(colour) for colour in colours])
    return stretch(column, size)


def stretch(column: Image.Image, size: tuple[int, int]) -> Image.Image:
    """A column of colours, evenly blended down to ``size``."""
    tall = column.resize((1, size[1]), Image.Resampling.BICUBIC)
    return tall.resize(size, Image.Resampling.NEAREST)
