from __future__ import annotations

from collections.abc import Iterator

import pytest

from wagtail_easycars.sandbox import Sandbox, catalogue

from .api import Api


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(catalogue=False) as sandbox:
        yield sandbox


@pytest.fixture
def api(sandbox: Sandbox) -> Api:
    return Api(sandbox)


@pytest.fixture
def stocked(sandbox: Sandbox) -> Api:
    """A dealer with six vehicles and both tokens."""
    sandbox.set_stock("harbour", catalogue.generate(6))
    api = Api(sandbox)
    api.token("StockService")
    api.token("LeadService")
    return api


@pytest.fixture(scope="package")
def dealers() -> Iterator[Sandbox]:
    """A sandbox with the catalogue, for tests that change nothing."""
    with Sandbox() as sandbox:
        yield sandbox
