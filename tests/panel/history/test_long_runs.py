"""A run with 100,000 changes, among others of that size, is looked at as quickly as a short one."""

from __future__ import annotations

import time
from statistics import median

import pytest

from wagtail_easycars.models import SyncChange
from wagtail_easycars.panel.history.links import get_history_url, get_run_url
from wagtail_easycars.runs.rows import insert_rows

pytestmark = pytest.mark.slow

CHANGES = 100_000
LONGEST = 0.3


@pytest.fixture
def fill(make_run):
    def fill(prefix):
        run = make_run(updated=CHANGES)
        facts = {"price": "31990.00", "odometer": 84512, "description": "One owner. " * 20}
        rows = [
            (f"{prefix}{number}", "2020 Toyota Corolla", facts, facts | {"price": "30990.00"})
            for number in range(CHANGES)
        ]
        fixed = {"run_id": run.pk, "action": "updated", "created_at": run.finished_at}
        insert_rows(SyncChange, ("reference", "title", "before", "after"), rows, fixed)
        run.changes.create(action="failed", reference="LAST")
        return run

    return fill


@pytest.fixture
def measure(clerk_client, django_assert_max_num_queries, record_property):
    def measure(name, url, parameters):
        times = []
        for _ in range(5):
            with django_assert_max_num_queries(15):
                began = time.process_time()
                response = clerk_client.get(url, parameters)
                times.append(time.process_time() - began)
        print(f"{name}: {median(times[1:]) * 1000:.0f} ms")
        assert response.status_code == 200
        assert median(times[1:]) < LONGEST, name
        return response

    return measure


def test_every_page_search_and_filter_is_quick(fill, measure):
    fill("A")
    run = fill("B")
    fill("C")
    url = get_run_url(run.pk)

    assert b"B49" in measure("first page", url, {}).content
    assert b"LAST" in measure("last page", url, {"before": "last"}).content
    middle = run.changes.order_by("pk")[CHANGES // 2].pk
    measure("a page in the middle", url, {"after": middle})
    assert b"LAST" in measure("what failed", url, {"action": "failed"}).content
    measure("last that changed", url, {"action": "updated", "before": "last"})
    measure("of two actions", url, {"action": ["updated", "failed"], "before": "last"})
    assert b"B99999" in measure("a record of the run", url, {"q": "B99999"}).content
    found = measure("the runs of a record", get_history_url(), {"q": "B99999"})
    assert [each.pk for each in found.context["object_list"]] == [run.pk]
