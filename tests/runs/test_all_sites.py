"""What nobody has foreseen at one site keeps no other from its turn, and is reported."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from tests.conftest import connect, make_site
from tests.torture.commands import run_command
from tests.torture.feeds import plain_items
from wagtail_easycars.models import SyncRun

pytestmark = pytest.mark.django_db

ALL_SITES = ("--all-sites", "--json")
# Each command with something that is called once a site.
COMMANDS = [
    ("easycars_sync stock", "wagtail_easycars.stock.sync.publish_vehicles", "runs"),
    ("easycars_sync images", "wagtail_easycars.images.sync.get_scope", "runs"),
    ("easycars_sync stock --dry-run", "wagtail_easycars.stock.sync.prepare", "runs"),
    ("easycars_compare", "wagtail_easycars.reconciliation.compare.find_hidden", "runs"),
    ("easycars_prune", "wagtail_easycars.images.prune.get_scope", "sites"),
    ("easycars_prune --dry-run", "wagtail_easycars.images.prune.get_scope", "sites"),
]


@pytest.fixture
def two_sites(easycars, sandbox):
    connect(make_site("other.example"), sandbox.accounts["outback"])
    for dealer in ("harbour", "outback"):
        sandbox.set_stock(dealer, plain_items(1))


@pytest.fixture
def breaks_once(monkeypatch):
    """Have what stands at ``path`` raise ``error`` the first time."""

    def make(path, error):
        module, name = path.rsplit(".", 1)
        errors = [error]
        real = getattr(__import__(module, fromlist=[name]), name)

        def break_once(*args, **kwargs):
            if errors:
                raise errors.pop()
            return real(*args, **kwargs)

        monkeypatch.setattr(path, break_once)

    return make


@pytest.mark.parametrize(("command", "path", "results"), COMMANDS)
def test_the_others_are_done_and_all_are_reported(two_sites, breaks_once, command, path, results):
    breaks_once(path, OSError("the disk of Kim Lee is full"))

    outcome = run_command(*command.split(), *ALL_SITES)

    first, other = outcome.report[results]
    assert outcome.status == 1
    assert (first["site"], first["status"]) == ("harbour.example", "failed")
    assert "OSError" in first["error"]
    assert (other["site"], other["status"]) == ("other.example", "success")
    assert "harbour.example: " in outcome.stderr
    assert "Kim Lee" not in outcome.said


def test_the_log_has_the_details(two_sites, breaks_once, caplog):
    breaks_once("wagtail_easycars.images.prune.get_scope", OSError("the disk is full"))

    run_command("easycars_prune", *ALL_SITES)

    assert "the disk is full" in caplog.text


def test_a_doubtful_setting_is_told_in_its_own_words(two_sites, breaks_once):
    doubtful = ImproperlyConfigured("MAPPER leads nowhere.")
    breaks_once("wagtail_easycars.stock.sync.prepare", doubtful)

    outcome = run_command("easycars_sync", "stock", *ALL_SITES)

    assert outcome.report["runs"][0]["error"] == "MAPPER leads nowhere."


def test_what_else_was_given_up_is_reported_where_pictures_cannot_be(easycars, breaks_once):
    breaks_once("wagtail_easycars.images.prune.get_scope", OSError())

    [report] = run_command("easycars_prune", *ALL_SITES).report["sites"]

    assert (report["runs"], report["attempts"], report["leads"]) == (0, 0, 0)


@pytest.mark.parametrize("end", [SystemExit(143), KeyboardInterrupt()])
def test_who_is_told_to_end_goes_on_with_no_other_site(two_sites, breaks_once, end):
    breaks_once("wagtail_easycars.stock.sync.prepare", end)

    with pytest.raises(type(end)):
        call_command("easycars_sync", "stock", *ALL_SITES)

    assert [run.site.hostname for run in SyncRun.objects.all()] == ["harbour.example"]
