"""What the package does: a first import, a feed without a change, a feed with some."""

from __future__ import annotations

from functools import partial

from wagtail.models import Page

from benchmarks.dealers import (
    change_prices,
    measured_dealer,
    synchronise,
    warm_up_dealer,
)
from benchmarks.measure import measure
from benchmarks.measurement import Measurement
from benchmarks.processes import WARM_UP_SIZE
from benchmarks.sandbox import count_changed
from wagtail_easycars.models import SyncRun


def cold(size: int, repeats: int) -> Measurement:
    """Import ``size`` new vehicles and publish their pages."""
    dealer = measured_dealer()
    result = measure("cold", size, lambda: synchronise(dealer))
    expect(dealer.site_id, created=size, pages_created=size, unchanged=0)
    if any(Page.find_problems()):
        raise RuntimeError("The import left a broken page tree.")
    return result


def unchanged(size: int, repeats: int) -> Measurement:
    """Synchronise a feed that has not changed; also a small one, to compare the queries."""
    small = measure("small", WARM_UP_SIZE, partial(synchronise, warm_up_dealer()))
    dealer = measured_dealer()
    result = measure("unchanged", size, partial(synchronise, dealer), repeats=repeats)
    expect(dealer.site_id, created=0, updated=0, unchanged=size)
    result.facts = {"queries_for_a_small_stock": small.queries, "small_stock": WARM_UP_SIZE}
    return result


def changed(size: int, repeats: int) -> Measurement:
    """Synchronise a feed in which 5 % of the prices have changed."""
    dealer = measured_dealer()
    change_prices(dealer)
    result = measure("changed", size, partial(synchronise, dealer))
    updated = count_changed(size)
    expect(dealer.site_id, created=0, updated=updated, unchanged=size - updated)
    return result


def expect(site_id: int, **counts: int) -> None:
    """Raise unless the site's latest run has ``counts``: a fast run that did not work is none."""
    run = SyncRun.objects.filter(site_id=site_id).latest("pk")
    actual = {name: getattr(run, name) for name in counts}
    if actual != counts:
        raise RuntimeError(f"The run should have counted {counts}, but has {actual}.")
