"""``easycars_sync images`` and ``easycars_prune`` as people and scripts use them."""

import pytest
from django.apps import apps

from tests.images.run.conftest import configure
from tests.torture.commands import run_command
from wagtail_easycars.images.statistics import get_statistics
from wagtail_easycars.images.storage.wagtail import WagtailImageStorage
from wagtail_easycars.models import ImageSource, SyncRun, VehicleImage

pytestmark = pytest.mark.django_db

SITE = ("--site", "harbour.example")


def sync(*options):
    return run_command("easycars_sync", "images", *SITE, *options)


def prune(*options):
    return run_command("easycars_prune", *SITE, *options)


def database_as_text():
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
    }


@pytest.fixture
def one_of_two_fails(dealer, host):
    host.breaks("b")
    dealer.advertise({"A1": ["a", "b"]})


def test_it_says_what_it_did_and_what_there_is(one_of_two_fails):
    outcome = sync()
    assert outcome.status == 0
    lines = outcome.stdout.splitlines()
    assert lines[0] == "harbour.example: 1 picture stored and 1 failed"
    assert lines[1] == "1 picture could not be stored."
    assert lines[2].startswith("1 stored (")
    assert lines[2].endswith("0 not tried yet, 1 failing")


def test_a_run_without_anything_to_do_says_so(dealer):
    dealer.advertise({"A1": ["a"]})
    dealer.run()
    assert sync().stdout.splitlines()[0] == "harbour.example: no new pictures"


def test_json_has_the_run_and_the_statistics(one_of_two_fails):
    report = sync("--json").report
    assert (report["kind"], report["trigger"], report["status"]) == ("images", "command", "warning")
    assert (report["created"], report["failed"], report["done"], report["total"]) == (1, 1, 2, 2)
    places = {name: report["pictures"][name] for name in ("stored", "missing", "failing")}
    assert places == {"stored": 1, "missing": 0, "failing": 1}


def test_a_dry_run_counts_and_writes_nothing(one_of_two_fails, dealer, host):
    before = database_as_text()
    assert "2 pictures would be asked for." in sync("--dry-run").stdout
    assert database_as_text() == before
    assert host.requests == []
    sync()
    dealer.advertise({"A1": ["a", "b"], "B2": ["a", "c"]})
    report = sync("--dry-run", "--json").report
    assert (report["dry_run"], report["to_download"], report["unchanged"]) == (True, 2, 1)
    assert sync("--dry-run", "--recheck", "--json").report["to_download"] == 3


def test_a_recheck_is_about_pictures(dealer):
    outcome = run_command("easycars_sync", "stock", *SITE, "--recheck")
    assert outcome.status == 2
    assert "--recheck" in outcome.stderr


def test_statistics_count_places_and_each_picture_once(dealer, host):
    host.breaks("b")
    dealer.advertise({"A1": ["a", "b"], "B2": ["a"]})
    dealer.run()
    dealer.advertise({"A1": ["a", "b"], "B2": ["a", "new"]})
    statistics = get_statistics(dealer.site)
    assert (statistics.stored, statistics.missing, statistics.failing) == (2, 1, 1)
    assert statistics.stored_bytes == dealer.stored().get().file_size


def test_statistics_take_two_queries(dealer, django_assert_num_queries):
    dealer.advertise({"A1": ["a", "b"], "B2": ["c"]})
    with django_assert_num_queries(2):
        get_statistics(dealer.site)


class TestPrune:
    @pytest.fixture
    def leftovers(self, dealer, files):
        """A picture, with its address and file, that no gallery uses."""
        dealer.advertise({"A1": ["a", "b"]})
        dealer.run()
        VehicleImage.objects.filter(position=1).delete()

    def test_deletes_what_nothing_uses(self, leftovers, files, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            outcome = prune()
        assert outcome.status == 0
        assert outcome.stdout.strip() == (
            "harbour.example: Deleted: 1 address, 1 picture, 0 files, 0 runs, 0 attempts at "
            "leads; made anonymous: 0 leads."
        )
        assert ImageSource.objects.count() == len(files()) == 1

    def test_shows_before_what_it_would_delete(self, leftovers, files):
        before = database_as_text()
        outcome = prune("--dry-run")
        assert outcome.stdout.strip() == (
            "harbour.example: Nothing is written. To be deleted: 1 address, 1 picture, 0 runs, "
            "0 attempts at leads; to be made anonymous: 0 leads."
        )
        assert database_as_text() == before
        assert len(files()) == 2

    def test_json_has_the_numbers(self, leftovers):
        report = prune("--json").report
        assert report == {
            "site": "harbour.example",
            "status": "success",
            "addresses": 1,
            "pictures": 1,
            "files": 0,
            "runs": 0,
            "attempts": 0,
            "leads": 0,
            "error": "",
        }

    def test_takes_the_pictures_of_an_account_that_no_site_has_any_more(self, dealer, rival):
        dealer.advertise({"A1": ["a"]})
        dealer.run()
        former = dealer.settings.account_number
        dealer.settings.account_number = "EC999999"
        dealer.settings.save()
        dealer.run()
        assert ImageSource.objects.filter(account=former).count() == 1
        assert prune("--json").report["pictures"] == 1
        assert not ImageSource.objects.filter(account=former).exists()

    def test_takes_what_a_page_used_once_it_uses_it_no_more(self, dealer, rival, monkeypatch):
        dealer.advertise({"A1": ["a"]})
        dealer.run()
        dealer.settings.account_number = "EC999999"
        dealer.settings.save()
        dealer.run()
        with monkeypatch.context() as while_it_is_used:
            while_it_is_used.setattr(WagtailImageStorage, "is_used_elsewhere", lambda *_: True)
            assert prune("--json").report["pictures"] == 0
        assert prune("--json").report["pictures"] == 1

    def test_takes_what_was_left_in_another_storage(self, dealer, files, settings):
        dealer.advertise({"A1": ["a"]})
        dealer.run()
        configure(settings, IMAGE_STORAGE="tests.images.run.storages.MemoryStorage")
        dealer.run()
        assert prune("--json").report["pictures"] == 1
        assert [stored.storage for stored in dealer.stored()] == ["memory"]

    def test_leaves_other_accounts_alone(self, leftovers, rival):
        rival.advertise({"A1": ["a"]})
        rival.run()
        VehicleImage.objects.filter(vehicle__site=rival.site).delete()
        prune()
        assert rival.stored().count() == 1

    def test_all_sites_are_reported_as_a_list(self, leftovers, rival):
        report = run_command("easycars_prune", "--all-sites", "--json").report
        assert {each["site"] for each in report["sites"]} == {"harbour.example", "outback.example"}

    def test_is_in_the_history(self, leftovers):
        prune()
        run = SyncRun.objects.latest("pk")
        assert (run.kind, run.status, run.withdrawn) == ("images", "success", 1)
