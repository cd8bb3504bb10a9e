"""Real pictures, damaged at random: what comes out is a picture or a refusal, and nothing else."""

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.images.pictures import draw, encode, exif, icc_profile, jpeg, opened, png
from wagtail_easycars.images.check import check_picture
from wagtail_easycars.images.errors import PictureRefused

WHOLE = (
    jpeg(exif=exif(6), icc_profile=icc_profile(description="test")),
    jpeg("CMYK", progressive=True),
    encode(draw(), "MPO", save_all=True, append_images=[draw()]),
    png("RGBA", exif=exif(3), icc_profile=icc_profile(description="test")),
    encode(draw().quantize(8), "PNG", transparency=1),
    encode(Image.new("I;16", (20, 20), 30_000), "PNG"),
    encode(draw(), "GIF", save_all=True, append_images=[draw("L")]),
    encode(draw("RGBA"), "WEBP", exif=exif(8)),
)


@st.composite
def damaged_pictures(draw_from):
    content = bytearray(draw_from(st.sampled_from(WHOLE)))
    for _ in range(draw_from(st.integers(1, 6))):
        start = draw_from(st.integers(0, len(content)))
        removed = draw_from(st.sampled_from([0, 1, 2, 4, 40]))
        content[start : start + removed] = draw_from(st.binary(max_size=8))
    return bytes(content)


@given(content=damaged_pictures())
@settings(max_examples=300, deadline=None)
def test_a_damaged_picture_is_a_picture_or_refused(content):
    try:
        kept = check_picture(content)
    except PictureRefused as refusal:
        assert str(refusal)
    else:
        assert opened(kept).size == (kept.width, kept.height)


@given(content=st.binary(max_size=2000))
@settings(max_examples=100, deadline=None)
def test_bytes_at_random_are_refused(content):
    try:
        check_picture(content)
    except PictureRefused:
        return
    raise AssertionError("No bytes at random make a picture.")
