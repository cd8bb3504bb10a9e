"""Relief for Python's garbage collector while a run makes many objects."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# How many new objects make a collection worth its while; Python's own number is 700.
ENOUGH_OBJECTS = 50_000


@contextmanager
def settled_memory() -> Iterator[None]:
    """Have the collector come less often while the body runs, and pass over what exists already.

    A run makes so many objects that full collections come often, and each would walk all that
    Django and Wagtail have loaded: a third of the time of an import. Nothing of that is garbage.
    """
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(ENOUGH_OBJECTS, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()
