"""Tables of cases of which a few are tried in the default run, and all in the slow one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pytest


def slow_from(number: int, cases: Sequence[Any]) -> list[Any]:
    """Return the ``cases``, of which all but the first ``number`` are slow.

    The first are those that each tell something of their own.
    """
    return [
        *cases[:number],
        *(
            pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.slow)
            for case in cases[number:]
        ),
    ]


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
