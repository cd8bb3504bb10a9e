"""One measurement in a process of its own: ``python -m benchmarks.stock.worker NAME SIZE REPEATS``.

Prints the measurement as one line of JSON. ``benchmarks.settings`` says what the environment must
hold. ``create_database`` measures nothing but how long that takes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from benchmarks.measurement import Measurement

MEASUREMENTS = {
    "cold": "scenarios",
    "unchanged": "scenarios",
    "changed": "scenarios",
    "floor": "floor",
    "bare_rows": "bare_rows",
    "loop": "loop",
    "loop_unchanged": "loop",
    "import_export_cold": "import_export",
    "import_export_unchanged": "import_export",
}


def main(name: str, size: int, repeats: int) -> None:
    django.setup()
    # Models can be imported from here on.
    from django.db import connections

    result = create_database() if name == "create_database" else run(name, size, repeats)
    connections.close_all()
    print(json.dumps(result.as_dict()))


def create_database() -> Measurement:
    from benchmarks import dealers
    from benchmarks.measure import measure

    return measure("create_database", 0, dealers.create_database)


def run(name: str, size: int, repeats: int) -> Measurement:
    from benchmarks.dealers import warm_up
    from benchmarks.measure import peak_bytes

    module = import_module(f"benchmarks.stock.{MEASUREMENTS[name]}")
    work: Callable[[int, int], Measurement] = getattr(module, name)
    warm_up()
    idle_bytes = peak_bytes()
    result = work(size, repeats)
    result.idle_bytes = idle_bytes
    return result


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
