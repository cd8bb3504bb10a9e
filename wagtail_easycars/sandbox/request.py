from __future__ import annotations

import json
from dataclasses import dataclass, field
from email.message import Message
from typing import Any, NoReturn
from urllib.parse import parse_qsl, urlsplit

from .answers import Code, Refusal


@dataclass(frozen=True)
class Request:
    """An HTTP request. Its target and body hold secrets and stay out of its repr."""

    method: str
    target: str = field(repr=False)
    headers: Message[str, str] = field(repr=False)
    body: bytes = field(default=b"", repr=False)

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.target).query, keep_blank_values=True)

    def bearer_token(self) -> str:
        """Raises ``Refusal`` with code 1 where there is none."""
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not token:
            raise Refusal(Code.AUTHENTICATION_FAILED, "A Bearer token is required.")
        return token

    def json(self) -> Any:
        """The body as JSON; raises ``Refusal`` for anything that strict JSON does not have."""
        media_type = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if media_type != "application/json":
            raise Refusal(Code.FAILED, "Content-Type must be application/json.")
        try:
            return json.loads(
                self.body.decode("utf-8"),
                parse_constant=_refuse_constant,
                object_pairs_hook=_object_without_doubles,
            )
        except (ValueError, RecursionError):
            raise Refusal(Code.FAILED, "The body is not valid JSON.") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _object_without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("A property occurs twice.")
    return result
