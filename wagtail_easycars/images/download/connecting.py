"""Opening a socket to a public host.

The IP address is checked where it is connected to. A check of the name beforehand would prove
nothing: the next look-up may give another address.
"""

from __future__ import annotations

import socket
from typing import Any

from django.utils.translation import gettext as _

from wagtail_easycars.client.connection import CallWatch
from wagtail_easycars.conf import app_settings
from wagtail_easycars.images.download.listed_hosts import is_listed
from wagtail_easycars.images.download.networks import is_public
from wagtail_easycars.images.errors import AddressRefused, HostInTrouble

# What ``getaddrinfo()`` gives of one address: family, type, protocol, name and the address itself.
Found = tuple[Any, Any, int, str, tuple[Any, ...]]


def connect(host: str, port: int, watch: CallWatch) -> socket.socket:
    """Connect to ``host`` by its name's look-up, made once; ``IMAGE_HOSTS`` may be private.

    Raises ``AddressRefused`` where only private addresses were found, ``HostInTrouble`` where
    none was, or none answers.
    """
    found = _look_up(host, port)
    allowed = found if is_listed(host, port) else [each for each in found if _is_public(each)]
    if not allowed:
        raise AddressRefused(_("The address leads to this server or into a private network."))
    for each in allowed:
        if watch.expired:
            break
        connected = _try(each, watch)
        if connected is not None:
            return connected
    raise HostInTrouble(_("The host of the address could not be reached."))


def _look_up(host: str, port: int) -> list[Found]:
    try:
        return socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        problem = _("The host of the address was not found.")
    raise HostInTrouble(problem)


def _is_public(found: Found) -> bool:
    return is_public(found[4][0])


def _try(found: Found, watch: CallWatch) -> socket.socket | None:
    family, kind, protocol, _name, address = found
    opened = socket.socket(family, kind, protocol)
    try:
        opened.settimeout(min(app_settings.CONNECT_TIMEOUT, max(watch.remaining, 0.001)))
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        opened.connect(address)
    except OSError:
        opened.close()
        return None
    return opened
