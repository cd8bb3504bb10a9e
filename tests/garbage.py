"""Spares Python's garbage collector the apps and the tests themselves, which are never garbage.

Django, Wagtail and what was collected are more than a million objects. To go through them again and
again, while imports and migrations add to them and after, takes a fifth of a run's processor time.
"""

from __future__ import annotations

import gc

# Most of what a request makes goes as its last reference does; 700 at a time is for small programs.
YOUNG = 20_000


def let_pile_up() -> None:
    """Collect nothing, while next to all that is made will stay."""
    gc.disable()


def collect_what_is_new() -> None:
    """Collect from now on, and never look at what is there already."""
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
    gc.enable()
