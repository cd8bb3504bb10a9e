"""``easycars_health``, and the same at an address for monitoring services."""

from __future__ import annotations

from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.health.conftest import hold_vehicles, new_lead
from tests.torture.commands import run_command
from wagtail_easycars.models import SyncRun

pytestmark = pytest.mark.django_db

URL = "/easycars/health/"
TOKEN = "sesame"


@pytest.fixture
def get(client, settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "HEALTH_TOKEN": TOKEN}

    def get(query="", token=TOKEN, **headers):
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return client.get(URL + query, headers=headers)

    return get


def read_metrics(response):
    """Return what Prometheus reads: the name, labels and value of each sample."""
    families = text_string_to_metric_families(response.content.decode())
    return [(each.name, each.labels, each.value) for family in families for each in family.samples]


class TestCommand:
    def test_0_where_nothing_needs_a_person(self, dealer):
        outcome = run_command("easycars_health")
        assert (outcome.status, outcome.stdout) == (0, "Nothing needs a person.\n")

    def test_1_and_what_to_do_where_something_does(self, dealer, clock):
        hold_vehicles(dealer, 1, clock.now)
        outcome = run_command("easycars_health")
        assert outcome.status == 1
        assert outcome.stdout.startswith("harbour.example: 1 vehicle is missing from the feed")

    def test_as_json(self, dealer, clock):
        hold_vehicles(dealer, 2, clock.now)
        lead = new_lead(dealer)
        outcome = run_command("easycars_health", "--json")
        assert outcome.status == 1
        report = outcome.report
        assert (report["is_fine"], report["last_tick"]) == (False, clock.now.isoformat())
        [trouble] = report["troubles"]
        assert (trouble["kind"], trouble["site"]) == ("held", "harbour.example")
        [site] = report["sites"]
        assert (site["held_vehicles"], site["waiting_leads"]) == (2, 1)
        assert site["oldest_waiting_lead"] == lead.created_at.isoformat()
        stock = site["runs"]["stock"]
        assert stock["last_success_at"] == clock.now.isoformat()
        assert stock["next_due_at"] == (clock.now + timedelta(hours=1)).isoformat()
        assert (stock["last_status"], stock["last_duration"]) == ("success", 12)
        assert (stock["last_counts"]["seen"], stock["last_counts"]["created"]) == (40, 3)


class TestAddress:
    def test_200_where_all_is_fine(self, dealer, get):
        response = get()
        assert (response.status_code, response.json()["is_fine"]) == (200, True)
        assert "no-store" in response["Cache-Control"]

    def test_503_where_something_needs_a_person(self, dealer, clock, get):
        hold_vehicles(dealer, 1, clock.now)
        response = get()
        assert (response.status_code, response.json()["is_fine"]) == (503, False)

    def test_the_token_may_be_in_the_address(self, dealer, get):
        assert get(f"?token={TOKEN}", token="").status_code == 200

    @pytest.mark.parametrize("token", ["", "guess", "sesamé", TOKEN.upper()])
    def test_nobody_else_learns_that_it_is_there(self, dealer, get, token):
        assert get(token=token).status_code == 404

    @pytest.mark.parametrize("query", ["", "?token="])
    def test_without_token_in_the_settings_it_is_off(self, dealer, client, query):
        assert client.get(URL + query).status_code == 404
        assert client.get(URL, headers={"Authorization": "Bearer "}).status_code == 404

    def test_it_only_reads(self, dealer, client, get):
        assert client.post(URL).status_code == 405


class TestPrometheus:
    def test_the_metrics(self, dealer, clock, get):
        hold_vehicles(dealer, 2, clock.now)
        lead = new_lead(dealer)
        response = get("?format=prometheus")
        assert response.status_code == 200
        site, run = {"site": "harbour.example"}, {"site": "harbour.example", "kind": "stock"}
        now = clock.now.timestamp()
        expected = [
            ("last_tick_timestamp_seconds", {}, now),
            ("troubles", {}, 1),
            ("trouble", {"site": "harbour.example", "trouble": "held", "kind": ""}, 1),
            ("held_vehicles", site, 2),
            ("waiting_leads", site, 1),
            ("oldest_waiting_lead_timestamp_seconds", site, lead.created_at.timestamp()),
            ("last_success_timestamp_seconds", run, now),
            ("last_run_duration_seconds", run, 12.0),
            ("failures", run, 0),
            ("stopped", run, 0),
            ("last_run_records", {**run, "count": "seen"}, 40),
        ]
        samples = read_metrics(response)
        for name, labels, value in expected:
            assert (f"wagtail_easycars_{name}", labels, value) in samples

    def test_who_prefers_openmetrics_gets_it(self, dealer, get):
        response = get("?format=prometheus", Accept="application/openmetrics-text; version=1.0.0")
        assert response["Content-Type"].startswith("application/openmetrics-text")
        assert response.content.endswith(b"# EOF\n")

    def test_a_site_that_never_ran_has_no_times(self, dealer, get):
        SyncRun.objects.all().delete()
        names = [name for name, _, _ in read_metrics(get("?format=prometheus"))]
        assert "wagtail_easycars_failures" in names
        assert "wagtail_easycars_last_run_duration_seconds" not in names
