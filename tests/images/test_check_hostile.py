"""Bytes that somebody has thought about: each is refused, in little time and memory."""

import time
import zipfile
import zlib
from io import BytesIO

import pytest
from PIL import Image

from tests.images.pictures import (
    draw,
    encode,
    jpeg,
    noise,
    opened,
    png,
    png_chunk,
    png_of_declared_size,
)
from wagtail_easycars.images.check import check_picture
from wagtail_easycars.images.errors import PictureRefused

WEBP_OF_16383_PIXELS_SQUARED = bytes.fromhex(
    "5249464620000000574542505650384c140000002ffebfff0f075081540820000a9afec78888fe07"
)
PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


def zip_archive():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("shell.php", "<?php system($_GET['c']); ?>")
    return file.getvalue()


def gif_with_frame_beyond_its_screen():
    content = bytearray(encode(draw("L"), "GIF"))
    frame = content.index(b",", 13)
    content[frame + 5 : frame + 9] = b"\xff\xff\xff\xff"
    return bytes(content)


def jpeg_of_many_scans():
    content = jpeg(progressive=True)
    last_scan = content[content.rindex(b"\xff\xda") : -2]
    return content[:-2] + 1000 * last_scan + content[-2:]


def png_with_text_bomb():
    text = b"Comment\x00\x00" + zlib.compress(b"A" * 10_000_000)
    content = png()
    return content[:33] + png_chunk(b"zTXt", text) + content[33:]


HOSTILE = {
    "nothing": b"",
    "one byte": b"\xff",
    "HTML": PAGE,
    "HTML behind the first bytes of a JPEG": b"\xff\xd8\xff\xe0" + PAGE,
    "HTML behind the first bytes of a GIF": b"GIF89a" + PAGE,
    "SVG with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "PostScript": encode(draw(), "EPS"),
    "PDF": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>endobj",
    "TIFF": encode(draw(), "TIFF"),
    "BMP": encode(draw(), "BMP"),
    "ICO": encode(draw(), "ICO"),
    "PPM": encode(draw(), "PPM"),
    "JPEG 2000": encode(draw(), "JPEG2000"),
    "archive": zip_archive(),
    "program": b"\x7fELF\x02\x01\x01" + bytes(100),
    "PNG of huge size": png_of_declared_size(60_000, 60_000),
    "PNG of the largest size": png_of_declared_size(2**31 - 1, 2**31 - 1),
    "PNG of no width": png_of_declared_size(0, 10),
    "PNG that inflates to a hundred megapixels": png_of_declared_size(
        10_000, 10_000, zlib.compress(bytes(10_000_000))
    ),
    "PNG with text that inflates": png_with_text_bomb(),
    "PNG without pixels": png_of_declared_size(100, 100),
    "PNG of broken pixels": png_of_declared_size(100, 100, b"not compressed"),
    "GIF whose frame is beyond its screen": gif_with_frame_beyond_its_screen(),
    "JPEG of a thousand scans": jpeg_of_many_scans(),
    "JPEG of huge size": jpeg().replace(b"\x00\x28\x00\x3c", b"\xff\xff\xff\xff"),
    "WebP of the largest size": WEBP_OF_16383_PIXELS_SQUARED,
    "JPEG cut off": jpeg(size=(600, 400))[:-200],
    "JPEG cut off in its head": jpeg()[:100],
    "PNG cut off": encode(noise((60, 40)), "PNG")[:-500],
    "WebP cut off": encode(noise((60, 40)), "WEBP")[:-50],
    "GIF cut off": encode(noise((60, 40)), "GIF")[:-500],
    "tracking pixel": encode(Image.new("P", (1, 1)), "GIF"),
    "tracking line": png(size=(300, 1)),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_whole_picture_is_refused_at_once(content):
    started = time.monotonic()

    with pytest.raises(PictureRefused) as caught:
        check_picture(content)

    assert time.monotonic() - started < 3
    assert str(caught.value)
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    "content",
    [
        jpeg() + PAGE,
        jpeg(comment=PAGE),
        jpeg(exif=b"Exif\x00\x00" + PAGE),
        jpeg(icc_profile=PAGE),
        png() + zip_archive(),
        png()[:33] + png_chunk(b"tEXt", b"Comment\x00" + PAGE) + png()[33:],
        png()[:33] + png_chunk(b"prVt", PAGE) + png()[33:],
        encode(draw(), "GIF", comment=PAGE) + zip_archive(),
        encode(draw(), "WEBP") + PAGE,
    ],
    ids=[
        "page behind a JPEG",
        "page in a comment",
        "page in the EXIF data",
        "page in place of a profile",
        "archive behind a PNG",
        "page in a text of a PNG",
        "page in a private chunk of a PNG",
        "page in and archive behind a GIF",
        "page behind a WebP",
    ],
)
def test_of_a_file_that_is_a_picture_and_something_else_the_picture_remains(content):
    kept = check_picture(content)

    assert (kept.width, kept.height) == opened(kept).size == (60, 40)
    assert b"script" not in kept.content
    assert b"shell.php" not in kept.content


def test_the_number_of_pixels_is_a_setting(settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "MAX_IMAGE_PIXELS": 60 * 40}
    check_picture(png(size=(60, 40)))

    with pytest.raises(PictureRefused, match="61 x 40"):
        check_picture(png(size=(61, 40)))
