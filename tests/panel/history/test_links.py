"""Links to runs, which other parts of the admin make, lead to them."""

from __future__ import annotations

from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.history.links import get_history_url, get_run_url


def test_a_link_to_a_run_shows_it(site, admin_client):
    run = SyncRun.objects.create(site=site, kind="stock", trigger="manual")

    assert admin_client.get(get_run_url(run.pk)).status_code == 200


def test_a_link_to_the_history_filters_it(site, admin_client):
    url = get_history_url(kind="stock", status="failed")

    assert url.endswith("/easycars/history/?kind=stock&status=failed")
    assert admin_client.get(url).status_code == 200
