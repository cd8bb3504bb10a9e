"""Reading a URL once, by the parser whose result is then connected to.

Two parsers that disagree about where the host ends are how a check is walked around.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from django.utils.translation import gettext as _
from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from wagtail_easycars.images.download.listed_hosts import is_listed
from wagtail_easycars.images.errors import AddressRefused

DEFAULT_PORTS = {"http": 80, "https": 443}
# No host takes longer ones, and some take seconds to read.
MAX_LENGTH = 8000

_confusing = re.compile(r"[\x00-\x1f\x7f\\]")
_ip_v4 = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}")
_ends_in_number = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)$")


@dataclass(frozen=True)
class Address:
    """Where a picture is asked for; ``target`` is the path with its query."""

    scheme: str
    host: str
    port: int
    target: str

    def join(self, location: str) -> Address:
        """Return where a redirect to ``location`` leads. Raises ``AddressRefused``."""
        url = f"{self.scheme}://{self.host}:{self.port}{self.target}"
        try:
            joined = urljoin(url, location)
        except ValueError:
            joined = ""
        address = read_address(joined)
        if self.scheme == "https" and address.scheme != "https":
            raise AddressRefused(
                _("The address leads from an encrypted connection to one that is not.")
            )
        return address


def read_address(url: str) -> Address:
    """Read ``url``. Raises ``AddressRefused`` where no picture of a dealer can be."""
    parts = _parse(url.strip(" "))
    if parts is None or not parts.host:
        raise AddressRefused(_("This is not the address of a web page or picture."))
    if parts.scheme not in DEFAULT_PORTS:
        raise AddressRefused(_("The address begins with neither http:// nor https://."))
    if parts.auth is not None:
        raise AddressRefused(_("The address holds a user name or password."))
    return Address(parts.scheme, _host(parts), _port(parts), parts.request_uri)


def _parse(url: str) -> Url | None:
    if len(url) > MAX_LENGTH or _confusing.search(url):
        return None
    try:
        return parse_url(url)
    except LocationParseError:
        return None


def _host(parts: Url) -> str:
    host = (parts.host or "").rstrip(".")
    is_disguised = _ends_in_number.search(host) and not _ip_v4.fullmatch(host)
    if not host or "%" in host or is_disguised:
        raise AddressRefused(_("The address writes its host in a way that hides where it is."))
    return host


def _port(parts: Url) -> int:
    port = parts.port if parts.port is not None else DEFAULT_PORTS[parts.scheme or ""]
    if port not in DEFAULT_PORTS.values() and not is_listed(_host(parts), port):
        raise AddressRefused(
            _("The address has port %(port)s; pictures are taken from ports 80 and 443 only.")
            % {"port": port}
        )
    return port
