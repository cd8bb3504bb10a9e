"""The two calls of Cloudinary's upload API that this package makes."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass, field
from http import HTTPStatus

from ..answers import Answer, json_answer
from ..request import Request
from .assets import Asset, AssetStore
from .form import Form, read_form
from .signature import get_string_to_sign, is_signed

ADDRESS = re.compile(r"/v1_1/(?P<cloud>[^/]+)/image/(?P<action>upload|destroy)")
TIMESTAMP_SECONDS = 3600


@dataclass(frozen=True)
class Credentials:
    cloud_name: str
    api_key: str
    api_secret: str = field(repr=False)


@dataclass(frozen=True)
class UploadCall:
    """A call that arrived: ``upload`` or ``destroy``, with what was sent besides the file."""

    action: str
    values: dict[str, str]
    status: int


class UploadApi:
    def __init__(self, credentials: Credentials, assets: AssetStore) -> None:
        self._credentials = credentials
        self._assets = assets
        self._calls: list[UploadCall] = []
        self._lock = threading.Lock()

    @property
    def calls(self) -> list[UploadCall]:
        with self._lock:
            return list(self._calls)

    def answer(self, request: Request, fault: Answer | None) -> Answer:
        """Answer a call, or with ``fault`` in place of its answer and effect."""
        match = ADDRESS.fullmatch(request.path)
        if match is None or request.method != "POST":
            return error(HTTPStatus.NOT_FOUND, "There is nothing here")
        form = read_form(request)
        answer = fault or self._carry_out(match["cloud"], match["action"], form)
        with self._lock:
            self._calls.append(UploadCall(match["action"], form.values, answer.status))
        return answer

    def _carry_out(self, cloud_name: str, action: str, form: Form) -> Answer:
        problem = self._find_problem(cloud_name, form.values)
        if problem:
            return error(HTTPStatus.UNAUTHORIZED, problem)
        public_id = form.values.get("public_id", "")
        if not public_id:
            return error(HTTPStatus.BAD_REQUEST, "Missing required parameter - public_id")
        if action == "destroy":
            return json_answer({"result": "ok" if self._assets.remove(public_id) else "not found"})
        return self._upload(public_id, form.file)

    def _find_problem(self, cloud_name: str, values: dict[str, str]) -> str:
        if cloud_name != self._credentials.cloud_name:
            return f"Invalid cloud_name {cloud_name}"
        if values.get("api_key") != self._credentials.api_key:
            return f"Unknown API key {values.get('api_key')}"
        if not is_signed(values, self._credentials.api_secret):
            signature, signed = values.get("signature"), get_string_to_sign(values)
            return f"Invalid Signature {signature}. String to sign - '{signed}'."
        timestamp = values.get("timestamp", "")
        if not timestamp.isdecimal() or abs(time.time() - int(timestamp)) > TIMESTAMP_SECONDS:
            return "Stale request"
        return ""

    def _upload(self, public_id: str, content: bytes | None) -> Answer:
        if content is None:
            return error(HTTPStatus.BAD_REQUEST, "Missing required parameter - file")
        asset = self._assets.put(public_id, content)
        if asset is None:
            return error(HTTPStatus.BAD_REQUEST, "Invalid image file")
        return json_answer(_describe(asset))


def error(status: int, message: str) -> Answer:
    return json_answer({"error": {"message": message}}, status=status)


def _describe(asset: Asset) -> dict[str, str | int]:
    return {
        "public_id": asset.public_id,
        "version": asset.version,
        "width": asset.width,
        "height": asset.height,
        "format": asset.format,
        "bytes": len(asset.content),
        "resource_type": "image",
        "type": "upload",
    }
