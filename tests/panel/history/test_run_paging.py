"""The changes of a run, page by page."""

from __future__ import annotations

import pytest

from wagtail_easycars.panel.history import run_view


@pytest.fixture
def long_run(run, monkeypatch):
    monkeypatch.setattr(run_view, "CHANGES_A_PAGE", 5)
    run.changes.bulk_create(
        run.changes.model(run=run, action="updated", reference=f"S{number:02}")
        for number in range(12)
    )
    return run


@pytest.fixture
def follow(clerk_client, long_run, open_run):
    def follow(*links):
        page = open_run(long_run)
        for link in links:
            page = type(page)(clerk_client.get(page.link(link)))
        return [row[:3] for row in page.rows]

    return follow


def test_every_record_is_on_one_page(follow):
    pages = follow(), follow("Next"), follow("Next", "Next")

    assert [len(page) for page in pages] == [5, 5, 2]
    assert [*pages[0], *pages[1], *pages[2]] == [f"S{number:02}" for number in range(12)]


def test_the_last_page_is_full_and_leads_back(follow):
    assert follow("Last") == ["S07", "S08", "S09", "S10", "S11"]
    assert follow("Last", "Previous") == ["S02", "S03", "S04", "S05", "S06"]
    assert follow("Last", "Previous", "Previous") == ["S00", "S01"]
    assert follow("Last", "First")[0] == "S00"


def test_an_address_with_a_key_that_is_none_shows_the_first_page(open_run, long_run):
    for parameters in ({"after": "x"}, {"after": "9" * 30}, {"before": "²"}, {"after": 10**9}):
        assert open_run(long_run, **parameters).rows[0].startswith("S00")


def test_records_keep_their_filter_from_page_to_page(long_run, open_run):
    long_run.changes.create(action="failed", reference="F1")

    assert "action=updated" in open_run(long_run, action="updated").link("Next")
