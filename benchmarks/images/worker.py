"""One measurement in a process of its own: ``python -m benchmarks.images.worker NAME SIZE``.

Prints the measurement as one line of JSON. ``benchmarks.settings`` says what the environment must
hold; ``BENCHMARK_API_URL`` is the host of the pictures.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from benchmarks.measurement import Measurement


def main(name: str, size: int) -> None:
    django.setup()
    # Models can be imported from here on.
    from django.db import connections

    from benchmarks.images import scenarios

    work: Callable[[int], Measurement] = getattr(scenarios, name)
    result = work(size)
    connections.close_all()
    print(json.dumps(result.as_dict()))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
