"""A progress bar for commands, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from wagtail_easycars.models import SyncRun
from wagtail_easycars.runs.batches import Progress

UNITS = {
    SyncRun.Kind.STOCK.value: " vehicles",
    SyncRun.Kind.IMAGES.value: " pictures",
    SyncRun.Kind.LEADS.value: " leads",
    SyncRun.Kind.COMPARISON.value: " differences",
}


@contextmanager
def progress_bar(run: SyncRun, *, visible: bool) -> Iterator[Progress]:
    """Yield a callback that shows how far ``run`` is; nothing is shown off a terminal."""
    with tqdm(
        desc=f"{run.site.hostname}: {run.get_kind_display()}",
        unit=UNITS[run.kind],
        file=sys.stderr,
        disable=not visible or not sys.stderr.isatty(),
    ) as bar:

        def show(run: SyncRun) -> None:
            # A vehicle of the stock counts twice: once written, once published.
            to_publish = run.created if run.kind == SyncRun.Kind.STOCK else 0
            bar.total = run.total + to_publish
            bar.n = run.done + run.pages_created
            bar.refresh()

        yield show
