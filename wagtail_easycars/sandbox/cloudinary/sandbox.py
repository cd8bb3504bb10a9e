from __future__ import annotations

from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Self

from ..answers import Answer
from ..request import Request
from ..server import Listener
from .api import Credentials, UploadApi, UploadCall
from .assets import Asset, AssetStore
from .delivery import deliver
from .faults import ANSWERS, HANG, UploadFaults

ADDRESS = "127.0.0.1"
# Made up; they open nothing but the sandbox.
DEFAULT = Credentials(
    cloud_name="sandbox",
    api_key="900000000000001",
    api_secret="not-a-real-secret-cloudinary-Wd7Lq2Xv",  # noqa: S106
)


class CloudinarySandbox:
    """A stand-in Cloudinary over real HTTP, with one cloud, on this machine only.

    Use it as a context manager, or call ``start()`` and ``stop()``. ``port`` 0 takes a free one.
    """

    def __init__(self, port: int = 0, credentials: Credentials = DEFAULT) -> None:
        self.credentials = credentials
        self._assets = AssetStore()
        self._api = UploadApi(credentials, self._assets)
        self._faults = UploadFaults()
        self._listener = Listener(ADDRESS, port, self)

    @property
    def host(self) -> str:
        return f"{ADDRESS}:{self._listener.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def as_app_settings(self) -> dict[str, str | list[str]]:
        """What a website that is to use it sets in ``WAGTAIL_EASYCARS``."""
        return {
            "CLOUDINARY_API_URL": self.url,
            "CLOUDINARY_DELIVERY_URL": self.url,
            # On any port: the pictures of the stand-in EasyCars come from here too.
            "IMAGE_HOSTS": [ADDRESS],
        }

    @property
    def assets(self) -> dict[str, Asset]:
        """Every picture that it holds, by its public id."""
        return self._assets.all()

    @property
    def calls(self) -> list[UploadCall]:
        """Every call of the upload API, in the order of arrival."""
        return self._api.calls

    def as_settings(self) -> dict[str, str]:
        """The cloud as ``easycars_configure`` takes it: field names of ``EasyCarsSettings``."""
        return {
            "image_storage": "cloudinary",
            "cloudinary_cloud_name": self.credentials.cloud_name,
            "cloudinary_api_key": self.credentials.api_key,
            "cloudinary_api_secret": self.credentials.api_secret,
        }

    def start(self) -> Self:
        """Listen; raises ``SandboxError`` where the port is taken."""
        self._listener.listen()
        return self

    def stop(self) -> None:
        self.heal()
        self._listener.stop()

    def fail(self, fault: str, times: int = 1) -> None:
        """Have the next ``times`` calls of the upload API fail; ``faults.ANSWERS`` has them all.

        ``hang`` besides keeps a call without an answer until ``heal()``.
        """
        self._faults.plan(fault, times)

    def heal(self) -> None:
        self._faults.heal()

    def clear(self) -> None:
        """Forget every picture and fault."""
        self.heal()
        self._assets.clear()

    def accepts_connection(self) -> bool:
        return True

    def handle(self, handler: BaseHTTPRequestHandler, request: Request) -> None:
        if request.method in ("GET", "HEAD"):
            _send(handler, deliver(request, self.credentials.cloud_name, self._assets))
            return
        fault = self._faults.take()
        if fault == HANG:
            self._faults.healed.wait()
            handler.close_connection = True
        else:
            _send(handler, self._api.answer(request, ANSWERS[fault] if fault else None))

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()


def _send(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    handler.send_response(answer.status)
    handler.send_header("Content-Type", answer.content_type)
    handler.send_header("Content-Length", str(len(answer.body)))
    for name, value in answer.headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(answer.body)
