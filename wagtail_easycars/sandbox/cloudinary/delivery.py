"""Delivers assets at ``/CLOUD/image/upload/<transformation>/v<version>/<public id>``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO

from PIL import Image

from ..answers import Answer
from ..request import Request
from .assets import Asset, AssetStore

ADDRESS = re.compile(
    r"/(?P<cloud>[^/]+)/image/upload/(?:(?P<transformation>(?!v\d+/)[^/]+)/)?"
    r"(?:v\d+/)?(?P<public_id>.+)"
)
PARAMETER = re.compile(r"(?P<name>[a-z]+)_(?P<value>\w+)")
YEAR = "public, max-age=31536000"


@dataclass(frozen=True)
class Transformation:
    """What is done to a picture before it is delivered; ``width`` is in pixels."""

    width: int | None = None
    picks_format: bool = False


def deliver(request: Request, cloud_name: str, assets: AssetStore) -> Answer:
    match = ADDRESS.fullmatch(request.path)
    if match is None or match["cloud"] != cloud_name:
        return _problem(HTTPStatus.NOT_FOUND, "Resource not found")
    asset = assets.get(match["public_id"])
    if asset is None:
        return _problem(HTTPStatus.NOT_FOUND, f"Resource not found - {match['public_id']}")
    transformation = _read(match["transformation"] or "")
    if transformation is None:
        return _problem(HTTPStatus.BAD_REQUEST, "Invalid transformation")
    return _render(asset, transformation, request.headers.get("Accept", ""))


def _read(text: str) -> Transformation | None:
    matches = [PARAMETER.fullmatch(part) for part in text.split(",") if part]
    values = {match["name"]: match["value"] for match in matches if match}
    fits = values.items() >= {("c", "limit")} or "w" not in values
    is_known = values.keys() <= {"c", "w", "f", "q"} and all(matches)
    width = values.get("w", "0")
    if not (fits and is_known and width.isdecimal()):
        return None
    return Transformation(int(width) or None, picks_format=values.get("f") == "auto")


def _render(asset: Asset, transformation: Transformation, accept: str) -> Answer:
    picture_format = "webp" if transformation.picks_format and "webp" in accept else asset.format
    headers = {"Cache-Control": YEAR, "Vary": "Accept"}
    content_type = f"image/{picture_format}"
    if transformation == Transformation():
        return Answer(asset.content, content_type=content_type, headers=headers)
    with Image.open(BytesIO(asset.content)) as image:
        width = min(transformation.width or image.width, image.width)
        resized = image.resize((width, max(1, round(image.height * width / image.width))))
    body = BytesIO()
    resized.save(body, picture_format)
    return Answer(body.getvalue(), content_type=content_type, headers=headers)


def _problem(status: HTTPStatus, message: str) -> Answer:
    return Answer(b"", status=status, content_type="text/plain", headers={"X-Cld-Error": message})
