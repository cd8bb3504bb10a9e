from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

JSON_TYPE = "application/json; charset=utf-8"


class Code(IntEnum):
    """The contract's ``Code`` of an answer."""

    SUCCESS = 0
    AUTHENTICATION_FAILED = 1
    WARNING = 5
    FAILED = 7
    SYSTEM_ERROR = 9


class Refusal(Exception):
    """A request is refused; becomes an answer with ``code`` and ``message``."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Answer:
    """What goes back over HTTP. ``code`` is the contract's, where the body has one."""

    body: bytes
    code: int | None = None
    status: int = 200
    content_type: str = JSON_TYPE
    headers: dict[str, str] = field(default_factory=dict)


def to_json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def json_answer(value: dict[str, Any], *, status: int = 200) -> Answer:
    return Answer(to_json(value), code=value.get("Code"), status=status)
