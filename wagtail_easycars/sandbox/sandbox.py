from __future__ import annotations

import socket
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self

from .accounts import ACCOUNTS
from .app import SandboxApp
from .calls import Call
from .catalogue import IMAGE_ROOT, stock_of
from .control import Control
from .errors import SandboxError
from .faults import FaultPlan
from .movement import Movement
from .open_account import OpenAccount, open_account
from .pictures import PictureGallery
from .server import Listener
from .service import EasyCarsService
from .tokens import TokenOffice

Item = dict[str, Any]


class Sandbox:
    """A stand-in EasyCars service over real HTTP, with two dealers, on this machine only.

    Use it as a context manager, or call ``start()`` and ``stop()``. ``port`` 0 takes a free one;
    ``listener``, a socket that listens already, serves in place of ``port``. ``prefix`` is a path
    before the services' names, such as ``ECService``; ``token_lifetime`` is in seconds; without
    ``catalogue`` both dealers start with no stock. ``seed`` decides what ``day_passes`` does and
    which calls meet a fault that has a probability.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        host: str = "127.0.0.1",
        listener: socket.socket | None = None,
        prefix: str = "",
        token_lifetime: int = 600,
        catalogue: bool = True,
        seed: int = 1,
    ) -> None:
        self.accounts: dict[str, OpenAccount] = {
            key: open_account(account) for key, account in ACCOUNTS.items()
        }
        self.tokens = TokenOffice(dict(ACCOUNTS), lifetime=token_lifetime)
        self._prefix = f"/{prefix.strip('/')}" if prefix.strip("/") else ""
        self._movement = Movement(seed)
        service = EasyCarsService(self.accounts, self.tokens)
        self._faults = FaultPlan(seed=seed, endpoints=service.endpoint_names())
        self._app = SandboxApp(
            prefix=self._prefix,
            service=service,
            tokens=self.tokens,
            faults=self._faults,
            pictures=PictureGallery().answer,
            control=Control(self).answer,
        )
        self._listener = Listener(host, port, self._app, listener)
        self._catalogue = catalogue
        self._relisten: threading.Timer | None = None

    @property
    def base_url(self) -> str:
        """What the services' names follow; ends in a slash."""
        return f"{self._origin}{self._prefix}/"

    @property
    def calls(self) -> list[Call]:
        """Every call of an EasyCars endpoint, in the order of arrival."""
        return self._app.calls.all()

    @property
    def picture_calls(self) -> list[Call]:
        """Every request for a picture, in the order of arrival."""
        return self._app.picture_calls.all()

    def start(self) -> Self:
        """Listen; raises ``SandboxError`` where the port is taken."""
        self._listener.listen()
        if self._catalogue:
            for key in self.accounts:
                self.set_stock(key, stock_of(key))
        return self

    def stop(self) -> None:
        self.heal(listen=False)
        self._listener.stop()

    def stock(self, account: str) -> list[Item]:
        """Copies of an account's items."""
        return self._account(account).stock

    def set_stock(self, account: str, items: Iterable[Item]) -> None:
        """Replace an account's stock; pictures of the catalogue get this sandbox's own URLs."""
        placed = [self._with_own_pictures(item) for item in items]
        self._account(account).stock_list.replace(placed)

    def leads(self, account: str) -> list[dict[str, Any]]:
        """An account's leads by the contract's names, with ``LeadStatus`` and ``Source``."""
        return self._account(account).ledger.all()

    def add_lead_of_other_source(self, account: str, request: dict[str, Any]) -> str:
        """Create a lead as another website would; the caller's GetLeadDetail does not show it."""
        lead_number, _customer = self._account(account).ledger.create("another-source", request)
        return lead_number

    def fail(
        self,
        fault: str,
        endpoint: str | None = None,
        times: int | None = None,
        probability: float | None = None,
        **options: Any,
    ) -> None:
        """Plan a fault; ``faults.FAULTS`` has them all, with their options.

        ``endpoint`` None means every endpoint; pictures only where it is ``images``. It hits the
        next ``times`` calls (1 where left out), or each call with ``probability``. Raises
        ``SandboxError`` for what does not exist.
        """
        self._faults.add(fault, endpoint=endpoint, times=times, probability=probability, **options)

    def heal(self, *, listen: bool = True) -> None:
        """Forget every fault, end every wait, and listen again."""
        self._faults.clear()
        if self._relisten is not None:
            self._relisten.cancel()
            self._relisten = None
        if listen:
            self._listener.listen()

    def stop_listening(self, seconds: float | None = None) -> None:
        """Refuse connections for ``seconds``, or until ``heal()`` where they are left out."""
        self._listener.stop()
        if seconds is not None:
            self._relisten = threading.Timer(seconds, self._listener.listen)
            self._relisten.daemon = True
            self._relisten.start()

    def day_passes(self, days: int = 1) -> None:
        """Let ``days`` days pass: prices drop, vehicles sell, are gone the next day, and arrive."""
        for _ in range(days):
            for key, account in self.accounts.items():
                self.set_stock(key, self._movement.next_day(account, account.stock))

    def state(self) -> dict[str, Any]:
        """What has happened so far, without secrets, as JSON can hold it."""
        return {
            "calls": self._app.calls.counts(),
            "pictures": len(self.picture_calls),
            "tokens_issued": dict(self.tokens.issued),
            "stock": {key: len(account.stock_list) for key, account in self.accounts.items()},
            "leads": {key: self.leads(key) for key in self.accounts},
        }

    @property
    def _origin(self) -> str:
        return f"http://127.0.0.1:{self._listener.port}"

    def _account(self, key: str) -> OpenAccount:
        if key not in self.accounts:
            raise SandboxError(f"There is no account {key!r}; there are {', '.join(ACCOUNTS)}.")
        return self.accounts[key]

    def _with_own_pictures(self, item: Item) -> Item:
        urls = item.get("ImageURLs")
        if not isinstance(urls, str) or IMAGE_ROOT not in urls:
            return item
        return {**item, "ImageURLs": urls.replace(IMAGE_ROOT, f"{self._origin}/")}

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()
