"""What happens to a request between the socket and the services."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler

from .answers import Answer, json_answer
from .calls import CallLog
from .contract import Operation
from .exchange import Exchange
from .faults import FaultPlan
from .faults.plan import PICTURES
from .request import Request
from .service import EasyCarsService
from .tokens import TokenOffice

Endpoint = Callable[[Request], Answer]
CONTROL_ROOT = "/_control/"
PICTURE_ROOT = "/images/"


class SandboxApp:
    """Routes requests to the services, the pictures and the control API, through the fault plan."""

    def __init__(
        self,
        *,
        prefix: str,
        service: EasyCarsService,
        tokens: TokenOffice,
        faults: FaultPlan,
        pictures: Endpoint,
        control: Endpoint,
    ) -> None:
        self.calls = CallLog()
        self.picture_calls = CallLog()
        self._prefix = prefix
        self._service = service
        self._tokens = tokens
        self._faults = faults
        self._pictures = pictures
        self._control = control

    def accepts_connection(self) -> bool:
        return self._faults.take_at_accept() is None

    def handle(self, handler: BaseHTTPRequestHandler, request: Request) -> None:
        exchange = Exchange(handler, request, self._tokens)
        if request.path.startswith(CONTROL_ROOT):
            exchange.send(self._control(request))
        elif request.path.startswith(PICTURE_ROOT):
            exchange.process_with(lambda: self._pictures(request))
            self._play(exchange, self.picture_calls, "Images", PICTURES)
        else:
            self._handle_service(exchange)

    def _handle_service(self, exchange: Exchange) -> None:
        request = exchange.request
        operation = self._operation(request.path)
        if operation is None:
            exchange.send(
                json_answer({"error": "There is nothing here."}, status=HTTPStatus.NOT_FOUND)
            )
        elif request.method != "POST":
            exchange.send(not_allowed("POST"))
        else:
            exchange.process_with(lambda: self._service.answer(operation, request))
            exchange.operation = operation
            self._play(exchange, self.calls, operation.service, operation.endpoint)

    def _operation(self, path: str) -> Operation | None:
        if not path.startswith(f"{self._prefix}/"):
            return None
        return self._service.operation(path.removeprefix(self._prefix))

    def _play(self, exchange: Exchange, log: CallLog, service: str, endpoint: str) -> None:
        healed = self._faults.healed
        planned = self._faults.take(service, endpoint)
        exchange.call.service, exchange.call.endpoint = service, endpoint
        exchange.call.fault = planned.kind.name if planned else None
        log.add(exchange.call)
        if planned is None:
            exchange.send(exchange.process())
        else:
            planned.kind.play(exchange, healed, **planned.options)


def not_allowed(*methods: str) -> Answer:
    return Answer(
        b'{"error":"The method is not allowed."}',
        status=HTTPStatus.METHOD_NOT_ALLOWED,
        headers={"Allow": ", ".join(methods)},
    )
