"""``easycars_sync`` and ``easycars_held`` as scripts and people use them."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.conftest import connect, make_site
from tests.torture.commands import run_command
from wagtail_easycars.models import EasyCarsSettings, SyncChange, SyncRun, Vehicle
from wagtail_easycars.sandbox.catalogue import generate

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed(sandbox, easycars):
    items = generate(10, seed=6)
    sandbox.set_stock("harbour", items)
    return items


def run(*arguments):
    """Return the exit status of a command, and what it wrote to standard output and error."""
    out, err = StringIO(), StringIO()
    status = 0
    try:
        call_command(*arguments, stdout=out, stderr=err)
    except CommandError as error:
        status = error.returncode
        err.write(str(error))
    except SystemExit as error:
        status = error.code
    return status, out.getvalue(), err.getvalue()


def sync(*arguments):
    return run("easycars_sync", "stock", "--site", "harbour.example", *arguments)


def database_as_text():
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
    }


def test_a_sync_prints_what_it_did(feed):
    status, out, _err = sync()
    assert status == 0
    assert "harbour.example: 10 new and 10 pages published" in out


def test_json_is_one_object_with_the_runs_public_names(feed):
    status, out, _err = sync("--json")
    report = json.loads(out)
    assert status == 0
    assert report["site"] == "harbour.example"
    assert (report["kind"], report["trigger"], report["status"]) == ("stock", "command", "success")
    assert (report["seen"], report["created"], report["failed"]) == (10, 10, 0)
    assert report["id"] == SyncRun.objects.get(kind="stock").pk


def test_several_sites_are_reported_as_a_list_and_one_failure_is_enough(feed, sandbox):
    connect(make_site("outback.example"), sandbox.accounts["outback"], account_secret="wrong")
    status, out, err = run("easycars_sync", "all", "--all-sites", "--json")
    reports = json.loads(out)["runs"]
    runs = {report["site"]: report for report in reports if report["kind"] == "stock"}
    assert status == 1
    assert runs["harbour.example"]["status"] == "success"
    assert runs["outback.example"]["status"] == "failed"
    assert "outback.example: EasyCars did not accept the account" in err


def test_a_dry_run_prints_the_plan_and_writes_nothing(feed, sandbox):
    sync()
    feed[0]["Price"] = 4321
    sandbox.set_stock("harbour", [*feed[:-1], {**feed[1], "StockNumber": "NEW-1", "VIN": ""}])
    before = database_as_text()
    status, out, _err = sync("--dry-run")
    assert status == 0
    assert database_as_text() == before
    lines = out.splitlines()
    assert lines[0] == "harbour.example: nothing is written."
    assert any(line.startswith("  New: NEW-1") for line in lines)
    assert any(line.startswith(f"  Changed: {feed[0]['StockNumber']}") for line in lines)
    assert any(line.startswith("    price: ") and line.endswith(" → 4321.00") for line in lines)
    assert any(line.startswith(f"  Withdrawn: {feed[-1]['StockNumber']} 20") for line in lines)
    assert lines[-1] == "1 new, 1 changed, 8 unchanged and 1 withdrawn"


def test_a_dry_run_promises_what_the_run_then_does(feed, sandbox):
    sync()
    feed[0]["Price"] = 4321
    feed[1]["Price"] = -1
    sandbox.set_stock("harbour", feed[:-2])
    planned = json.loads(sync("--dry-run", "--json")[1])
    done = json.loads(sync("--json")[1])
    names = ("status", "seen", "created", "updated", "unchanged", "withdrawn", "held", "failed")
    assert {name: planned[name] for name in names} == {name: done[name] for name in names}
    assert (done["updated"], done["withdrawn"], done["failed"]) == (1, 2, 1)


def test_a_dry_run_for_a_site_without_settings_writes_nothing(site):
    before = database_as_text()
    status, out, err = sync("--dry-run")
    assert (status, out) == (1, "")
    assert "harbour.example: The EasyCars settings of this site lack: account number" in err
    assert database_as_text() == before


def test_a_site_that_does_not_exist_is_wrong_use(site):
    status, out, err = run("easycars_sync", "stock", "--site", "nowhere.example")
    assert (status, out) == (2, "")
    assert "harbour.example" in err


@pytest.mark.parametrize("command", ["easycars_sync stock", "easycars_prune", "easycars_compare"])
def test_no_site_is_not_every_site(feed, command):
    """As where a script's variable is empty."""
    assert run_command(*command.split(), "--site", "").status == 2
    assert not SyncRun.objects.exists()


def test_a_setting_of_the_project_that_is_wrong_fails_the_run_and_is_named(feed, settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "MAPPER": "nowhere.Mapper"}
    outcome = run_command("easycars_sync", "stock", "--site", "harbour.example", "--json")
    assert (outcome.status, outcome.report["status"]) == (1, "failed")
    assert "MAPPER" in outcome.report["error"]
    assert "unforeseen" not in SyncRun.objects.get().error


def test_a_site_that_is_switched_off_says_so(feed, easycars):
    EasyCarsSettings.objects.update(is_active=False)
    status, _out, err = sync()
    assert status == 1
    assert "harbour.example: EasyCars is switched off for this site." in err


class TestHeldWithdrawals:
    @pytest.fixture
    def held(self, feed, sandbox):
        sync()
        sandbox.set_stock("harbour", feed[:3])
        status, out, _err = sync("--json")
        report = json.loads(out)
        assert (status, report["status"], report["held"]) == (0, "warning", 7)
        return [item["StockNumber"] for item in feed[3:]]

    def decide(self, *arguments):
        return run("easycars_held", "--site", "harbour.example", *arguments)

    def test_are_listed(self, held):
        status, out, _err = self.decide("--list")
        assert status == 0
        assert all(stock_number in out for stock_number in held)
        listed = json.loads(self.decide("--list", "--json")[1])["held"]
        assert sorted(vehicle["stock_number"] for vehicle in listed) == sorted(held)
        assert all(vehicle["last_seen_at"] for vehicle in listed)

    def test_are_withdrawn_when_approved(self, held):
        status, out, _err = self.decide("--approve")
        assert (status, out.strip()) == (0, "7 withdrawn")
        gone = Vehicle.objects.filter(status=Vehicle.Status.WITHDRAWN)
        assert sorted(gone.values_list("stock_number", flat=True)) == sorted(held)
        assert all(vehicle.withdrawn_at and vehicle.last_seen_at for vehicle in gone)
        assert self.decide("--list")[1].strip() == "Nothing waits for a person."
        assert json.loads(sync("--json")[1])["status"] == "success"

    def test_stay_when_dismissed_and_are_asked_about_again(self, held):
        status, out, _err = self.decide("--dismiss")
        assert (status, out.strip()) == (0, "7 kept")
        assert Vehicle.objects.listed().count() == 10
        assert SyncChange.objects.filter(action=SyncChange.Action.DISMISSED).count() == 7
        assert json.loads(sync("--json")[1])["held"] == 7

    def test_are_free_again_when_the_feed_has_them_again(self, held, feed, sandbox):
        sandbox.set_stock("harbour", feed)
        report = json.loads(sync("--json")[1])
        assert (report["status"], report["held"], report["updated"]) == ("success", 0, 7)
        assert Vehicle.objects.listed().count() == 10


def test_a_window_sticker_leads_to_the_vehicle(feed, client):
    sync()
    vehicle = Vehicle.objects.first()
    url = reverse("wagtail_easycars:vehicle", args=[vehicle.stock_number])
    response = client.get(url, HTTP_HOST="harbour.example")
    assert response.status_code == 302
    assert response.url.endswith(f"/vehicles/{vehicle.page.slug}/")
    for made_up in (f"{url[:-1]}X/", f"{url[:-1]}%00/"):
        assert client.get(made_up, HTTP_HOST="harbour.example").status_code == 404
