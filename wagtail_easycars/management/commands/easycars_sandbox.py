from __future__ import annotations

import json
import signal
import socket
import threading
from argparse import ArgumentParser
from contextlib import AbstractContextManager, ExitStack, nullcontext
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from wagtail_easycars.sandbox import Sandbox, SandboxError
from wagtail_easycars.sandbox.accounts import ACCOUNTS
from wagtail_easycars.sandbox.cloudinary import CloudinarySandbox


class Command(BaseCommand):
    help = "Runs a stand-in EasyCars service on this machine, with two dealers and their stock."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        place = parser.add_mutually_exclusive_group()
        place.add_argument("--port", type=int, default=8765, help="0 takes a free one")
        place.add_argument(
            "--fd", type=int, help="of a socket that listens already, in place of a port"
        )
        parser.add_argument(
            "--token-lifetime", type=int, default=600, help="seconds that a token is valid for"
        )
        parser.add_argument(
            "--cloudinary-port", type=int, help="run a stand-in Cloudinary too; 0 takes a free port"
        )
        parser.add_argument("--prefix", default="", help="a path before the services' names")
        parser.add_argument(
            "--credentials",
            choices=sorted(ACCOUNTS),
            help="print this dealer's credentials as easycars_configure takes them, and end",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["credentials"]:
            self._print_settings(options["credentials"])
            return
        stopping = _stopped_by_signal()
        with ExitStack() as services:
            try:
                sandbox = services.enter_context(_make_sandbox(options))
                cloudinary = services.enter_context(_make_cloudinary(options["cloudinary_port"]))
            except SandboxError as error:
                raise CommandError(str(error)) from error
            self._introduce(sandbox, cloudinary)
            stopping.wait()

    def _introduce(self, sandbox: Sandbox, cloudinary: CloudinarySandbox | None) -> None:
        self.stdout.write(_("The EasyCars sandbox listens on %(url)s") % {"url": sandbox.base_url})
        for key, account in ACCOUNTS.items():
            self.stdout.write(f"\n{account.name} ({len(sandbox.stock(key))})")
            self._print_settings(key)
        if cloudinary is not None:
            self._introduce_cloudinary(cloudinary)
        self.stdout.write(_("\nStop it with Ctrl-C."))
        self.stdout.flush()

    def _introduce_cloudinary(self, cloudinary: CloudinarySandbox) -> None:
        self.stdout.write(
            _("\nThe Cloudinary sandbox listens on %(url)s") % {"url": cloudinary.url}
        )
        self.stdout.write(json.dumps(cloudinary.as_settings(), indent=2))
        self.stdout.write("WAGTAIL_EASYCARS:")
        self.stdout.write(json.dumps(cloudinary.as_app_settings(), indent=2))

    def _print_settings(self, key: str) -> None:
        self.stdout.write(json.dumps(ACCOUNTS[key].as_settings(), indent=2))


def _make_sandbox(options: dict[str, Any]) -> Sandbox:
    return Sandbox(
        options["port"],
        listener=None if options["fd"] is None else _open_socket(options["fd"]),
        prefix=options["prefix"],
        token_lifetime=options["token_lifetime"],
    )


def _make_cloudinary(port: int | None) -> AbstractContextManager[CloudinarySandbox | None]:
    return nullcontext() if port is None else CloudinarySandbox(port)


def _open_socket(fd: int) -> socket.socket:
    try:
        return socket.socket(fileno=fd)
    except OSError as error:
        message = _("%(fd)s is no socket that was handed over: %(reason)s.")
        raise CommandError(message % {"fd": fd, "reason": error.strerror}) from error


def _stopped_by_signal() -> threading.Event:
    """An event that Ctrl-C or SIGTERM sets."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_args: stopping.set())
    return stopping
