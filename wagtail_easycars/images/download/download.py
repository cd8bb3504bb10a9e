from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError, SSLError, TimeoutError

from wagtail_easycars.conf import app_settings
from wagtail_easycars.images.download.address import Address, read_address
from wagtail_easycars.images.download.answer import (
    REDIRECTS,
    explain_status,
    leave,
    read_picture,
)
from wagtail_easycars.images.download.connection import DownloadWatch
from wagtail_easycars.images.download.request import ask, is_etag
from wagtail_easycars.images.errors import HostInTrouble, PictureError, PictureUnavailable

MAX_REDIRECTS = 3


@dataclass(frozen=True)
class Download:
    """What an address gave: bytes that may be anything, or word that they are ``not_modified``.

    ``etag`` is '' where the host gave none that can be sent back.
    """

    content: bytes = field(default=b"", repr=False)
    etag: str = ""
    not_modified: bool = False


def download(url: str, *, etag: str = "") -> Download:
    """Download what is at ``url``, or learn that it is still what had ``etag``.

    May be called by several threads at once; each keeps its connections for its next download.

    Raises ``AddressRefused`` where ``url`` or a redirect leads to no public host, and
    ``PictureUnavailable`` where no complete answer of a bearable size came in time:
    ``HostInTrouble`` where the host, and not this picture, seems to be the reason. None holds
    frames of the HTTP library, which know the whole URL and its answer.
    """
    result = _attempt(url, etag)
    if isinstance(result, PictureError):
        raise result
    return result


def _attempt(url: str, etag: str) -> Download | PictureError:
    watch = DownloadWatch(app_settings.CALL_DEADLINE)
    try:
        with watch:
            result = _follow(url, etag, watch)
        return _too_late(watch) if watch.expired else result
    except PictureError as error:
        return _too_late(watch) if watch.expired else type(error)(*error.args)
    except (HTTPError, OSError) as error:
        return _too_late(watch) if watch.expired else HostInTrouble(_explain(error))


def _follow(url: str, etag: str, watch: DownloadWatch) -> Download:
    address = read_address(url)
    for _hop in range(1 + MAX_REDIRECTS):
        response = ask(address, etag, watch)
        try:
            if response.status not in REDIRECTS:
                return _take(response, etag, watch)
            address = _next_address(address, response)
        finally:
            response.close()
    raise PictureUnavailable(_("The address leads from one address to the next without end."))


def _next_address(address: Address, response: BaseHTTPResponse) -> Address:
    leave(response)
    # Headers are read as Latin-1, but what is not ASCII in an address is UTF-8.
    location = response.headers.get("Location", "").encode("latin-1").decode(errors="replace")
    return address.join(location)


def _take(response: BaseHTTPResponse, etag: str, watch: DownloadWatch) -> Download:
    if response.status == HTTPStatus.OK:
        content = read_picture(response, watch, app_settings.MAX_IMAGE_BYTES)
        return Download(content, _etag_of(response))
    leave(response)
    if response.status == HTTPStatus.NOT_MODIFIED and is_etag(etag):
        return Download(etag=etag, not_modified=True)
    raise _class_of(response.status)(explain_status(response.status))


def _class_of(status: int) -> type[PictureUnavailable]:
    is_hosts = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS
    return HostInTrouble if is_hosts else PictureUnavailable


def _etag_of(response: BaseHTTPResponse) -> str:
    etag = response.headers.get("ETag", "")
    return etag if is_etag(etag) else ""


def _explain(error: Exception) -> str:
    if isinstance(error, SSLError):
        return _("The host of the address has no certificate that can be trusted.")
    if isinstance(error, TimeoutError):
        return _("The host of the address was silent for too long.")
    return _("The connection broke before the picture was complete.")


def _too_late(watch: DownloadWatch) -> HostInTrouble:
    seconds = round(watch.deadline)
    return HostInTrouble(
        ngettext(
            "The address gave no picture within %(seconds)s second.",
            "The address gave no picture within %(seconds)s seconds.",
            seconds,
        )
        % {"seconds": seconds}
    )
