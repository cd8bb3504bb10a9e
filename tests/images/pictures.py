"""Pictures of every kind, drawn and encoded for the tests."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms

ORIENTATION = 0x0112
MAKE = 0x010F


def draw(mode="RGB", size=(60, 40)):
    """A red picture with a blue left half and a green corner at the top left."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (0, 0, size[0] // 2, size[1]))
    picture.paste("lime", (0, 0, size[0] // 4, size[1] // 4))
    return picture if mode == "RGB" else picture.convert(mode)


def encode(picture, image_format, **options):
    file = BytesIO()
    picture.save(file, image_format, **options)
    return file.getvalue()


def jpeg(mode="RGB", size=(60, 40), **options):
    return encode(draw(mode, size), "JPEG", **options)


def png(mode="RGB", size=(60, 40), **options):
    return encode(draw(mode, size), "PNG", **options)


def noise(size):
    """A picture that does not compress."""
    return Image.effect_noise(size, 80).convert("RGB")


def exif(orientation):
    data = Image.Exif()
    data[ORIENTATION] = orientation
    data[MAKE] = "secret-camera"
    return data


def icc_profile(*, description="sRGB"):
    """The profile of sRGB, its description replaced by another one of four letters."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    names = ["sRGB".encode(encoding) for encoding in ("ascii", "utf-16-be")]
    for name in names:
        encoding = "utf-16-be" if b"\0" in name else "ascii"
        profile = profile.replace(name, description.encode(encoding))
    return profile


def png_of_declared_size(width, height, data=b""):
    """A PNG whose header says ``width`` x ``height``, with ``data`` as its compressed pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*each) for each in chunks)


def png_chunk(name, data):
    checksum = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + checksum


def opened(picture_file):
    """The picture in a ``PictureFile``, opened anew."""
    picture = Image.open(BytesIO(picture_file.content))
    picture.load()
    return picture
