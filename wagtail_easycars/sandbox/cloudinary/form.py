"""Reads a form as Cloudinary's SDKs send it: ``multipart/form-data``."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP

from ..request import Request


@dataclass(frozen=True)
class Form:
    """``file`` is None where it was left out or sent as text, which would be an address."""

    values: dict[str, str]
    file: bytes | None = field(default=None, repr=False)


def read_form(request: Request) -> Form:
    values: dict[str, str] = {}
    file = None
    for part in _parts(request):
        name = str(part.get_param("name", header="Content-Disposition"))
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        if part.get_filename() is None:
            values[name] = content.decode()
        elif name == "file":
            file = content
    return Form(values, file)


def _parts(request: Request) -> list[Message]:
    content_type = request.headers.get("Content-Type", "")
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + request.body)
    return list(message.iter_parts()) if message.is_multipart() else []
