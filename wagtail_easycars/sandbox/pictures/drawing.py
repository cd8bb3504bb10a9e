from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

from ..catalogue.picture_urls import Subject

SIZE = (1200, 900)
QUALITY = 86


def draw_jpeg(subject: Subject) -> bytes:
    """The picture of ``subject`` as a JPEG of 1200 by 900 pixels."""
    image = Image.new("RGB", SIZE, "#dfe6ec")
    draw = ImageDraw.Draw(image)
    draw.rectangle((150, 420, 1050, 680), fill=f"#{subject.paint}")
    draw.text((20, 20), f"{subject.shape} {subject.view} {subject.variant}", fill="black")
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()
