"""Fixtures: compare the site with its dealer's account, and decide on what differs."""

from __future__ import annotations

import pytest

from wagtail_easycars.models import Difference, SyncRun
from wagtail_easycars.reconciliation.compare import compare_site
from wagtail_easycars.reconciliation.decisions.decide import decide as decide_on
from wagtail_easycars.runs.lifecycle import create_run


@pytest.fixture
def compare(easycars):
    """Compare the site with EasyCars, and return the run."""

    def run_comparison(settings=easycars) -> SyncRun:
        run = create_run(settings.site, SyncRun.Kind.COMPARISON, trigger=SyncRun.Trigger.COMMAND)
        compare_site(run)
        run.refresh_from_db()
        return run

    return run_comparison


@pytest.fixture
def decide(site, django_capture_on_commit_callbacks):
    """Decide on differences, by default on all, and return what became of that."""

    def decide(decision, differences=None, *, user=None):
        chosen = Difference.objects.all() if differences is None else differences
        keys = {difference.pk for difference in chosen}
        with django_capture_on_commit_callbacks(execute=True):
            return decide_on(site, keys, decision, user=user)

    return decide


@pytest.fixture
def open_differences(site):
    """Return what nobody has decided on, as (kind, cause, reference, field)."""

    def found():
        rows = Difference.objects.filter(site=site, decision="")
        return sorted(rows.values_list("kind", "cause", "reference", "field"))

    return found
