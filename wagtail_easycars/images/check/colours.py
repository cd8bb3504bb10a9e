"""Colours as every browser shows them: sRGB, grey or sRGB with transparency."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageCms

_UNUSABLE_PROFILE = (ImageCms.PyCMSError, OSError, ValueError, TypeError)


def drop_palette(picture: Image.Image) -> Image.Image:
    """Return ``picture`` in a mode that can be resized: L, RGB, RGBA or CMYK."""
    if picture.mode.startswith("I"):
        # 16 bits a pixel, which convert() would cut off at 255.
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if "A" in picture.getbands() or "transparency" in picture.info:
        return _as_mode(picture, "RGBA")
    if picture.mode in ("1", "L"):
        return _as_mode(picture, "L")
    return picture if picture.mode == "CMYK" else _as_mode(picture, "RGB")


def drop_opaque_alpha(picture: Image.Image) -> Image.Image:
    """Return ``picture`` without an alpha channel that lets nothing through."""
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        return picture.convert("RGB")
    return picture


def has_profile_to_apply(picture: Image.Image) -> bool:
    """Return whether ``picture`` would look wrong without its colour profile."""
    profile = _read_profile(picture.info.get("icc_profile"))
    return profile is not None and "srgb" not in _describe(profile).lower()


def convert_to_srgb(picture: Image.Image, icc_profile: bytes | None) -> Image.Image:
    """Return ``picture`` in L, RGB or RGBA; a profile that does not fit it counts for nothing."""
    profile = _read_profile(icc_profile)
    mode = "RGB" if picture.mode == "CMYK" else picture.mode
    if profile is not None and mode != "L":
        try:
            srgb = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, profile, srgb, outputMode=mode)
            return converted or _as_mode(picture, mode)
        except _UNUSABLE_PROFILE:
            return _as_mode(picture, mode)
    return _as_mode(picture, mode)


def _as_mode(picture: Image.Image, mode: str) -> Image.Image:
    return picture if picture.mode == mode else picture.convert(mode)


def _read_profile(icc_profile: bytes | None) -> ImageCms.ImageCmsProfile | None:
    if not icc_profile:
        return None
    try:
        return ImageCms.ImageCmsProfile(BytesIO(icc_profile))
    except _UNUSABLE_PROFILE:
        return None


def _describe(profile: ImageCms.ImageCmsProfile) -> str:
    try:
        return ImageCms.getProfileDescription(profile)
    except _UNUSABLE_PROFILE:
        return ""
