"""The two services: every check that stands between a request and its endpoint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import lead_service, stock_service
from .answers import Answer, Code, Refusal, json_answer
from .contract import Operation, load_operations
from .open_account import OpenAccount
from .request import Request
from .tokens import TokenOffice, same

HANDLERS = {**stock_service.HANDLERS, **lead_service.HANDLERS}


class EasyCarsService:
    """Answers requests to the eight endpoints; knows nothing of sockets."""

    def __init__(self, accounts: Mapping[str, OpenAccount], tokens: TokenOffice) -> None:
        self._accounts = accounts
        self._tokens = tokens
        self._operations = load_operations()

    def operation(self, path: str) -> Operation | None:
        return self._operations.get(path)

    def endpoint_names(self) -> set[str]:
        """Names of the endpoints, plain and with their service."""
        operations = self._operations.values()
        plain = {operation.endpoint for operation in operations}
        return plain | {f"{operation.service}/{operation.endpoint}" for operation in operations}

    def answer(self, operation: Operation, request: Request) -> Answer:
        """The answer to ``request``; a refused one has HTTP status 200 and says so in ``Code``."""
        try:
            return self._answer(operation, request)
        except Refusal as refusal:
            return refused(operation, refusal)

    def _answer(self, operation: Operation, request: Request) -> Answer:
        if operation.request is None:
            return self._token_answer(operation, request)
        _checked_query(operation, request)
        account_of_token = self._tokens.check(operation.service, request.bearer_token())
        body = request.json()
        if violations := operation.violations(body):
            raise Refusal(Code.FAILED, " ".join(violations))
        account = self._accounts[account_of_token.key]
        _check_account(account, body)
        return HANDLERS[operation.endpoint](account, body)

    def _token_answer(self, operation: Operation, request: Request) -> Answer:
        query = _checked_query(operation, request)
        if request.body:
            raise Refusal(Code.FAILED, "The body of RequestToken must be empty.")
        token = self._tokens.issue(operation.service, query["ClientID"], query["ClientSecret"])
        return json_answer({"Token": token, "Code": 0, "ErrorMessage": None})


def refused(operation: Operation, refusal: Refusal) -> Answer:
    """An answer that has every field of the response, all null but Code and ErrorMessage."""
    blank = dict.fromkeys(operation.response_fields)
    return json_answer({**blank, "Code": int(refusal.code), "ErrorMessage": refusal.message})


def _checked_query(operation: Operation, request: Request) -> dict[str, str]:
    names = [name for name, _value in request.query]
    for name in names:
        if name not in operation.query:
            raise Refusal(Code.FAILED, "The query string has a parameter that is not known.")
        if names.count(name) > 1:
            raise Refusal(Code.FAILED, f"{name} occurs twice in the query string.")
    for name in sorted(operation.query):
        if name not in names:
            raise Refusal(Code.FAILED, f"{name} is required in the query string.")
    return dict(request.query)


def _check_account(account: OpenAccount, body: dict[str, Any]) -> None:
    number_is_right = same(account.account_number, body["AccountNumber"])
    if not (same(account.account_secret, body["AccountSecret"]) and number_is_right):
        raise Refusal(Code.AUTHENTICATION_FAILED, "AccountNumber or AccountSecret is not valid.")
