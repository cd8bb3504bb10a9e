"""A text that must not be seen: credentials and tokens while they are in memory."""

from __future__ import annotations

import hmac
from typing import Any, NoReturn

MASK = "********"


class Secret:
    """A text that only ``reveal()`` gives out.

    It compares equal to the same text, plain or secret, in constant time, and is true unless empty.
    Printing, formatting and logging it shows a mask of fixed length; pickling it and serialising it
    to JSON are errors, so that it cannot end up in a cache, a session or a task's arguments.
    It is no ``str``: a subclass would be written out in full by ``json``, ``str.join`` and others.
    """

    __slots__ = ("__text",)

    def __init__(self, text: str | Secret) -> None:
        self.__text: str = text.reveal() if isinstance(text, Secret) else text

    def reveal(self) -> str:
        return self.__text

    # Django's templates call what they can; this they must not.
    reveal.alters_data = True  # type: ignore[attr-defined]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Secret):
            other = other.reveal()
        if not isinstance(other, str):
            return NotImplemented
        return hmac.compare_digest(_as_bytes(self.__text), _as_bytes(other))

    def __hash__(self) -> int:
        return hash(self.__text)

    def __len__(self) -> int:
        return len(self.__text)

    def __repr__(self) -> str:
        return MASK

    __str__ = __repr__

    def __format__(self, specification: str) -> str:
        return MASK

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Secret:
        return self

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("A Secret cannot be pickled.")


def _as_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
