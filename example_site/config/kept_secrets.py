from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def read_or_create(path: Path, make: Callable[[], str]) -> str:
    """Return the secret kept in ``path``; the first time it is made with ``make``.

    Only the owner can read the file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    secret = make()
    with os.fdopen(file, "w", encoding="ascii") as stream:
        stream.write(f"{secret}\n")
    return secret
