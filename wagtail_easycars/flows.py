"""Which flow carries out a run, by its kind."""

from __future__ import annotations

from typing import Protocol

from wagtail_easycars.models import SyncRun
from wagtail_easycars.runs.batches import Progress, no_progress
from wagtail_easycars.stock.sync import sync_stock


class Flow(Protocol):
    def __call__(self, run: SyncRun, *, progress: Progress = no_progress) -> None: ...


FLOWS: dict[str, Flow] = {SyncRun.Kind.STOCK.value: sync_stock}
