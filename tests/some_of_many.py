"""Tables of cases of which a few are tried in the default run, and all in the slow one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pytest


def rest_is_slow(cases: Mapping[str, Any], quick: Collection[str]) -> list[Any]:
    """Return a parameter for each of the named ``cases``; all but the ``quick`` ones are slow."""
    assert set(quick) <= set(cases)
    return [
        pytest.param(
            *(case if isinstance(case, tuple) else (case,)),
            id=name,
            marks=() if name in quick else pytest.mark.slow,
        )
        for name, case in cases.items()
    ]
