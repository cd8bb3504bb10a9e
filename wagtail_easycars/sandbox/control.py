"""The control API: what another process does with the sandbox.

``GET /_control/state``; ``POST /_control/faults`` with ``fault``, ``endpoint``, ``times``,
``probability`` and the fault's own options; ``POST /_control/heal``, ``/_control/stop-listening``
with ``seconds``, ``/_control/day-passes`` with ``days``, and ``/_control/stock`` with ``account``
and either ``items`` or ``count`` and ``seed`` of a made-up stock. All JSON.
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from . import catalogue
from .answers import Answer, Refusal, json_answer
from .errors import SandboxError
from .request import Request

if TYPE_CHECKING:
    from .sandbox import Sandbox

Action = Callable[..., Any]
ANSWER_SECONDS = 0.05
DONE = {"ok": True}


class Control:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._actions: dict[str, Action] = {
            "/_control/faults": sandbox.fail,
            "/_control/heal": sandbox.heal,
            "/_control/stop-listening": self._stop_listening,
            "/_control/day-passes": sandbox.day_passes,
            "/_control/stock": self._set_stock,
        }

    def answer(self, request: Request) -> Answer:
        if request.path == "/_control/state" and request.method == "GET":
            return json_answer(self._sandbox.state())
        action = self._actions.get(request.path)
        if action is None or request.method != "POST":
            return _problem("There is no such control.", HTTPStatus.NOT_FOUND)
        try:
            action(**_arguments(action, request))
        except Refusal as refusal:
            return _problem(refusal.message, HTTPStatus.BAD_REQUEST)
        except SandboxError as error:
            return _problem(str(error), HTTPStatus.BAD_REQUEST)
        return json_answer(DONE)

    def _set_stock(
        self,
        account: str,
        items: list[dict[str, Any]] | None = None,
        count: int | None = None,
        seed: int = 1,
    ) -> None:
        if (items is None) == (count is None):
            raise SandboxError("Give items or count, and not both.")
        fresh = catalogue.generate(count, seed) if count is not None else items
        self._sandbox.set_stock(account, fresh or [])

    def _stop_listening(self, seconds: float) -> None:
        # The answer to this request goes out first.
        timer = threading.Timer(ANSWER_SECONDS, self._sandbox.stop_listening, [seconds])
        timer.daemon = True
        timer.start()


def _arguments(action: Action, request: Request) -> dict[str, Any]:
    # Only JSON is taken: a web page of another origin cannot send that type without asking first.
    arguments = request.json()
    if not isinstance(arguments, dict):
        raise SandboxError("The body must be a JSON object.")
    try:
        inspect.signature(action).bind(**arguments)
    except TypeError as error:
        raise SandboxError(f"This control: {error}.") from None
    return arguments


def _problem(message: str, status: HTTPStatus) -> Answer:
    return json_answer({"error": message}, status=status)
