"""What an answer's status and body say."""

from __future__ import annotations

from http import HTTPStatus

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from urllib3 import BaseHTTPResponse

from wagtail_easycars.client.connection import CallWatch
from wagtail_easycars.images.errors import PictureUnavailable

CHUNK_BYTES = 64 * 1024
# Reading this much to the end is quicker than a new connection for the next picture.
CHEAP_BYTES = 64 * 1024
REDIRECTS = (
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.PERMANENT_REDIRECT,
)


def read_picture(response: BaseHTTPResponse, watch: CallWatch, max_bytes: int) -> bytes:
    """Return the body; what a header announces of its size and kind is not relied on.

    ``read1`` gives what has arrived instead of waiting for a full chunk, so that the deadline is
    looked at while a body drips in.

    Raises ``PictureUnavailable`` where it is compressed, empty or larger than ``max_bytes``, and
    what urllib3 raises for a connection that breaks.
    """
    if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise PictureUnavailable(_("The address gave a compressed answer instead of a picture."))
    body = bytearray()
    while not watch.expired and (chunk := response.read1(CHUNK_BYTES, decode_content=False)):
        body += chunk
        if len(body) > max_bytes:
            raise PictureUnavailable(
                _("The picture is larger than %(size)s.") % {"size": filesizeformat(max_bytes)}
            )
    if not body:
        raise PictureUnavailable(_("The address gave an empty answer instead of a picture."))
    return bytes(body)


def leave(response: BaseHTTPResponse) -> None:
    """Read a short body of no interest to its end, so that the connection can be kept."""
    length = response.length_remaining
    if length is not None and length <= CHEAP_BYTES:
        response.read(decode_content=False)


def explain_status(status: int) -> str:
    """Return why there is no picture, for staff."""
    return _text_of(status) % {"status": status}


def _text_of(status: int) -> str:
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return _("There is no picture at this address any more (%(status)s).")
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return _("The host does not give this picture to everybody (%(status)s).")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return _("The host asks for fewer downloads at a time (%(status)s).")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _("The host of the picture has a fault of its own (%(status)s).")
    return _("The address gave no picture but the answer %(status)s.")
