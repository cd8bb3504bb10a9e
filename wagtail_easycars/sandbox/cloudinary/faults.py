from __future__ import annotations

import threading

from ..answers import Answer
from ..errors import SandboxError
from .api import error

ANSWERS = {
    "credentials": error(401, "Unknown API key"),
    "rate_limit": error(
        420,
        "Rate Limit Exceeded. Limit of 500 api operations. Try again on 2027-03-03 05:00:00 UTC",
    ),
    "refusal": error(400, "File size too large. Got 10485761. Maximum is 10485760."),
    "error": error(500, "General Error"),
    "no_json": Answer(b"<h1>502 Bad Gateway</h1>", status=502, content_type="text/html"),
}
HANG = "hang"


class UploadFaults:
    """What is done to the next calls of the upload API in place of what they ask for."""

    def __init__(self) -> None:
        self._planned: list[str] = []
        self._lock = threading.Lock()
        self.healed = threading.Event()

    def plan(self, fault: str, times: int) -> None:
        if fault not in {*ANSWERS, HANG}:
            known = ", ".join([*ANSWERS, HANG])
            raise SandboxError(f"There is no fault {fault!r}. The faults are: {known}.")
        with self._lock:
            self.healed = threading.Event()
            self._planned += [fault] * times

    def take(self) -> str | None:
        with self._lock:
            return self._planned.pop(0) if self._planned else None

    def heal(self) -> None:
        """Forget every fault, and let go of the calls that hang."""
        with self._lock:
            self._planned.clear()
            self.healed.set()
