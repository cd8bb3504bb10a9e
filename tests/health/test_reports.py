"""``easycars_health``, and the same at an address for monitoring services."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.health.conftest import hold_vehicles, new_lead
from tests.torture.commands import run_command
from wagtail_easycars.models import SyncRun

pytestmark = pytest.mark.django_db

URL = "/easycars/health/"
TOKEN = "sesame"


@pytest.fixture
def get(client, settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "HEALTH_TOKEN": TOKEN}

    def get(query="", token=TOKEN):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return client.get(URL + query, headers=headers)

    return get


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
    LINE = re.compile(r'^[a-z_]+(\{([a-z]+="([^"\\]|\\.)*",?)+\})? -?[\d.e+]+$')

    def test_every_line_is_as_prometheus_wants_it(self, dealer, clock, get):
        hold_vehicles(dealer, 1, clock.now)
        response = get("?format=prometheus")
        assert response["Content-Type"].startswith("text/plain; version=0.0.4")
        text = response.content.decode()
        lines = [line for line in text.splitlines() if not line.startswith("# ")]
        assert [line for line in lines if not self.LINE.match(line)] == []
        assert text.endswith("\n")

    def test_the_metrics(self, dealer, clock, get):
        hold_vehicles(dealer, 2, clock.now)
        lead = new_lead(dealer)
        response = get("?format=prometheus")
        assert response.status_code == 200
        place, run = '{site="harbour.example"}', '{site="harbour.example",kind="stock"}'
        now = clock.now.timestamp()
        expected = {
            f"last_tick_timestamp_seconds {now}",
            "troubles 1",
            'trouble{site="harbour.example",trouble="held",kind=""} 1',
            f"held_vehicles{place} 2",
            f"waiting_leads{place} 1",
            f"oldest_waiting_lead_timestamp_seconds{place} {lead.created_at.timestamp()}",
            f"last_success_timestamp_seconds{run} {now}",
            f"last_run_duration_seconds{run} 12.0",
            f"failures{run} 0",
            f"stopped{run} 0",
            'last_run_records{site="harbour.example",kind="stock",count="seen"} 40',
        }
        lines = response.content.decode().splitlines()
        assert {f"wagtail_easycars_{line}" for line in expected} <= set(lines)

    def test_a_site_that_never_ran_has_no_times(self, dealer, get):
        SyncRun.objects.all().delete()
        response = get("?format=prometheus")
        assert b"wagtail_easycars_last_run_duration_seconds" not in response.content
