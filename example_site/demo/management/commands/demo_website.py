from __future__ import annotations

import socket
from typing import Any

from django.contrib.staticfiles.management.commands.runserver import Command as Runserver
from django.core.management.base import CommandParser
from django.core.servers.basehttp import WSGIServer


class HeldSocketServer(WSGIServer):
    """Serves on the socket ``fd``, which listens already."""

    fd: int

    def server_bind(self) -> None:
        self.socket.close()
        self.socket = socket.socket(fileno=self.fd)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.server_address
        self.setup_environ()


class Command(Runserver):
    help = "Django's own server, on a socket that the demo hands over."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--fd", type=int, required=True, help="of the socket")

    def handle(self, *args: Any, fd: int, **options: Any) -> None:
        self.server_cls = type("Server", (HeldSocketServer,), {"fd": fd})
        super().handle(*args, **options)
