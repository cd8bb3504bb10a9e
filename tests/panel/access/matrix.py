"""The tables of this folder as the documentation has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.panel.access.decisions import DECISIONS
from tests.panel.access.table import CLOSED, TABLE
from tests.panel.access.urls import Address


def get_page_rows() -> Iterator[str]:
    for name, address in TABLE.items():
        yield f"| {_name(name)} | {_list(address.opens)} | {_closed_without(address)} |"
    for name in sorted(CLOSED):
        yield f"| {_name(name)} | nobody | |"


def get_decision_rows() -> Iterator[str]:
    for name, decision in DECISIONS.items():
        yield f"| {name} | {_list(decision.needs)} |"


def _name(name: str) -> str:
    return f"`{name}`" if "," not in name and name != "settings" else name


def _closed_without(address: Address) -> str:
    return _list(address.closed_without) if address.closed_without != address.opens else ""


def _list(rights: Iterable[str]) -> str:
    return ", ".join(rights)
