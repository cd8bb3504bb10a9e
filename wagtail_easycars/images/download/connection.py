"""Connections that lead to public hosts only, and are kept from one picture to the next."""

from __future__ import annotations

import socket
import threading
from typing import Any

from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from wagtail_easycars.client.connection import CallWatch
from wagtail_easycars.images.download.connecting import connect

KEPT_HOSTS = 8


class DownloadWatch(CallWatch):
    """Watches one download from its start to its deadline, redirects included."""

    # Whether it goes through a connection of an earlier download, which may be over by now.
    is_on_kept_connection = False


class _Connection(HTTPConnection):
    _is_kept = False

    def _new_conn(self) -> socket.socket:
        return connect(self._dns_host, self.port or self.default_port, this_thread.watch)

    def connect(self) -> None:
        super().connect()
        self._is_kept = False
        this_thread.watch.attach(self.sock)

    def request(self, *args: Any, **kwargs: Any) -> None:
        this_thread.watch.is_on_kept_connection = self._is_kept and not self.is_closed
        if not self.is_closed:
            this_thread.watch.attach(self.sock)
        super().request(*args, **kwargs)
        self._is_kept = True


class _TLSConnection(_Connection, HTTPSConnection):
    """The same over TLS; the certificate is checked against the name, not the IP address."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _TLSConnection


class _ThisThread(threading.local):
    """A thread's own connections, and what it downloads: no watch cuts another one's socket."""

    watch: DownloadWatch

    def __init__(self) -> None:
        self.connections = PoolManager(KEPT_HOSTS, maxsize=1, ca_certs=DEFAULT_CA_BUNDLE_PATH)
        self.connections.pool_classes_by_scheme = {"http": _Pool, "https": _TLSPool}


this_thread = _ThisThread()
