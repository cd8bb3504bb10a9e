from __future__ import annotations

import re

from urllib3 import BaseHTTPResponse, Timeout
from urllib3.exceptions import ProtocolError, SSLError

from wagtail_easycars.client.transport import USER_AGENT
from wagtail_easycars.conf import app_settings
from wagtail_easycars.images.download.address import Address
from wagtail_easycars.images.download.connection import DownloadWatch, this_thread

MAX_ETAG_LENGTH = 255

_etag = re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"')


def ask(address: Address, etag: str, watch: DownloadWatch) -> BaseHTTPResponse:
    """Ask for a picture and return the answer with its body unread.

    A host may end a kept connection at any moment, so what broke on one is asked again, once, on a
    new one. Raises what urllib3 raises, ``AddressRefused`` and ``PictureUnavailable``.
    """
    this_thread.watch = watch
    try:
        return _send(address, etag, watch)
    except (ProtocolError, SSLError):
        if not watch.is_on_kept_connection or watch.expired:
            raise
    return _send(address, etag, watch)


def _send(address: Address, etag: str, watch: DownloadWatch) -> BaseHTTPResponse:
    pool = this_thread.connections.connection_from_host(address.host, address.port, address.scheme)
    return pool.urlopen(
        "GET",
        address.target,
        headers=_headers(etag),
        timeout=_timeout(watch),
        redirect=False,
        retries=False,
        assert_same_host=False,
        preload_content=False,
        decode_content=False,
    )


def _headers(etag: str) -> dict[str, str]:
    headers = {
        "Accept": "image/jpeg, image/png, image/webp, image/gif",
        "Accept-Encoding": "identity",
        "User-Agent": USER_AGENT,
    }
    return {**headers, "If-None-Match": etag} if is_etag(etag) else headers


def _timeout(watch: DownloadWatch) -> Timeout:
    # Zero would mean never to wait.
    remaining = max(watch.remaining, 0.001)
    return Timeout(
        connect=min(app_settings.CONNECT_TIMEOUT, remaining),
        read=min(app_settings.READ_TIMEOUT, remaining),
    )


def is_etag(text: str) -> bool:
    """Return whether ``text`` is an ETag that can be kept and sent back."""
    return len(text) <= MAX_ETAG_LENGTH and _etag.fullmatch(text) is not None
