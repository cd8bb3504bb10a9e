"""What becomes of the pictures that dealers have: upright, reduced, rid of everything else."""

import hashlib
from io import BytesIO

import pytest
from PIL import Image

from tests.images.pictures import draw, encode, exif, icc_profile, jpeg, opened, png
from wagtail_easycars.images.check import check_picture

BLUE, RED, LIME = (0, 0, 255), (255, 0, 0), (0, 255, 0)


def is_about(pixel, colour):
    return all(abs(a - b) < 24 for a, b in zip(pixel[:3], colour, strict=True))


@pytest.mark.parametrize(
    ("content", "extension", "image_format"),
    [
        (jpeg(), "jpg", "JPEG"),
        (jpeg(progressive=True), "jpg", "JPEG"),
        (jpeg("CMYK"), "jpg", "JPEG"),
        (jpeg("L"), "jpg", "JPEG"),
        (encode(draw(), "MPO", save_all=True, append_images=[draw()]), "jpg", "JPEG"),
        (png(), "jpg", "JPEG"),
        (png("RGBA"), "jpg", "JPEG"),
        (encode(draw(), "WEBP"), "jpg", "JPEG"),
        (encode(draw("RGBA"), "WEBP", lossless=True), "jpg", "JPEG"),
        (png("1"), "png", "PNG"),
        (encode(draw().quantize(8), "PNG"), "png", "PNG"),
        (encode(draw(), "GIF"), "png", "PNG"),
        (encode(draw(), "GIF", save_all=True, append_images=[draw("L")]), "png", "PNG"),
    ],
    ids=[
        "JPEG",
        "progressive JPEG",
        "CMYK",
        "grey",
        "MPO",
        "PNG",
        "PNG with nothing transparent",
        "WebP",
        "WebP with nothing transparent",
        "PNG in black and white",
        "PNG with a palette",
        "GIF",
        "GIF of several frames",
    ],
)
def test_a_picture_becomes_a_photo_or_a_drawing(content, extension, image_format):
    picture_file = check_picture(content)
    picture = opened(picture_file)

    assert (picture_file.extension, picture.format) == (extension, image_format)
    assert (picture_file.width, picture_file.height) == picture.size == (60, 40)
    assert picture.mode in ("L", "RGB")
    assert getattr(picture, "n_frames", 1) == 1


def test_the_hash_is_that_of_the_bytes_that_were_downloaded():
    content = jpeg(comment="anything")

    assert check_picture(content).content_hash == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    "content",
    [jpeg(quality=95), jpeg("CMYK", quality=95), png(), png("RGBA"), encode(draw(), "GIF")],
    ids=["JPEG", "CMYK", "PNG", "RGBA", "GIF"],
)
def test_colours_are_kept(content):
    picture = opened(check_picture(content)).convert("RGB")

    assert is_about(picture.getpixel((22, 30)), BLUE)
    assert is_about(picture.getpixel((50, 30)), RED)


def test_grey_of_16_bits_is_not_cut_off():
    content = encode(Image.new("I;16", (20, 20), 0x8000), "PNG")

    assert opened(check_picture(content)).getpixel((5, 5)) == pytest.approx(0x80, abs=1)


@pytest.mark.parametrize("image_format", ["PNG", "WEBP", "GIF"])
def test_what_is_transparent_stays_so(image_format):
    picture = draw("RGBA")
    picture.paste((0, 0, 0, 0), (40, 0, 60, 40))

    kept = opened(check_picture(encode(picture, image_format, lossless=True)))

    assert (kept.format, kept.mode) == ("PNG", "RGBA")
    assert kept.getpixel((50, 20))[3] == 0
    assert kept.getpixel((5, 35))[3] == 255


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_however_the_camera_was_held(orientation):
    turns_back = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    turn = turns_back[orientation]
    taken = draw() if turn is None else draw().transpose(turn)

    kept = opened(check_picture(encode(taken, "JPEG", quality=95, exif=exif(orientation))))

    assert kept.size == (60, 40)
    assert is_about(kept.getpixel((5, 3)), LIME)
    assert is_about(kept.getpixel((50, 30)), RED)


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "MPO"])
def test_no_metadata_survives(image_format):
    content = encode(
        draw(), image_format, exif=exif(1), comment=b"secret-comment", xmp=b"<x>secret-xmp</x>"
    )

    kept = check_picture(content)

    assert b"secret" in content
    assert b"secret" not in kept.content
    assert not opened(kept).getexif()
    assert set(opened(kept).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_exif_that_nobody_can_read_is_no_reason_to_refuse_a_picture():
    content = jpeg(exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff")

    assert check_picture(content).width == 60


def test_a_jpeg_with_nothing_to_change_is_compressed_as_it_was():
    content = jpeg(quality=42, subsampling=0, comment=b"a comment")

    kept = opened(check_picture(content))

    assert kept.quantization == Image.open(BytesIO(content)).quantization


def test_the_profile_of_srgb_is_dropped():
    kept = opened(check_picture(jpeg(icc_profile=icc_profile(), quality=95)))

    assert "icc_profile" not in kept.info
    assert is_about(kept.getpixel((50, 30)), RED)


def swapped_primaries():
    """A profile whose red is green, so that whether it was applied can be seen."""
    profile = icc_profile(description="test")
    return profile.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_of_another_profile_are_converted(mode):
    kept = opened(check_picture(png(mode, icc_profile=swapped_primaries())))

    assert "icc_profile" not in kept.info
    assert is_about(kept.getpixel((50, 30)), LIME)


@pytest.mark.parametrize(
    "content",
    [
        png(icc_profile=b"no profile"),
        png("L", icc_profile=swapped_primaries()),
        jpeg("CMYK", icc_profile=swapped_primaries()),
    ],
    ids=["no profile", "of RGB in grey", "of RGB in CMYK"],
)
def test_a_profile_that_does_not_fit_counts_for_nothing(content):
    assert check_picture(content).width == 60


@pytest.mark.parametrize(
    ("size", "kept"), [((600, 200), (300, 100)), ((200, 600), (100, 300)), ((300, 299), (300, 299))]
)
@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_a_large_picture_is_reduced(settings, size, kept, image_format):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "IMAGE_MAX_SIDE": 300}

    picture_file = check_picture(encode(draw(size=size), image_format))

    assert opened(picture_file).size == (picture_file.width, picture_file.height) == kept


def test_a_turned_picture_is_reduced_by_the_side_that_it_has_upright(settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "IMAGE_MAX_SIDE": 300}

    picture_file = check_picture(jpeg(size=(600, 200), exif=exif(6)))

    assert (picture_file.width, picture_file.height) == (100, 300)


def test_a_large_jpeg_is_decoded_in_a_smaller_size_at_once(settings, monkeypatch):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "IMAGE_MAX_SIDE": 300}
    sizes = []
    resize = Image.Image.resize
    monkeypatch.setattr(
        Image.Image, "resize", lambda self, *args: sizes.append(self.size) or resize(self, *args)
    )

    check_picture(jpeg(size=(1000, 500)))

    assert sizes == [(500, 250)]
