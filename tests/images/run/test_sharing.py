"""Sites of one account share their pictures; sites of different accounts share nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.images.run.host import Page, jpeg
from wagtail_easycars.models import ImageSource, StoredImage, SyncLease

pytestmark = pytest.mark.django_db

GALLERIES = {"A1": ["a", "b"], "B2": ["c"]}
MANY = {f"N{number:03}": [f"lead-{number}", f"second-{number}"] for number in range(20)}


def advertise(galleries, *dealers):
    for dealer in dealers:
        dealer.advertise(galleries)


def test_a_second_site_of_the_account_downloads_nothing_again(dealer, twin, host, files):
    advertise(GALLERIES, dealer, twin)
    dealer.run()
    host.requests.clear()
    run = twin.run()
    assert host.requests == []
    assert (run.status, run.created, run.total) == ("success", 0, 3)
    host.requests += ["a", "b", "c"]
    assert twin.galleries() == dealer.galleries() == GALLERIES
    assert len(files()) == 3


def test_the_second_site_shows_what_the_first_has_stored_before_its_own_run(dealer, twin, host):
    advertise(GALLERIES, dealer, twin)
    host.breaks("a", "b", "c")
    twin.run()
    host.heal()
    dealer.run()
    assert twin.galleries() == GALLERIES


def test_another_account_downloads_and_keeps_its_own(dealer, rival, host, files):
    advertise(GALLERIES, dealer, rival)
    dealer.run()
    host.requests.clear()
    assert rival.run().created == 3
    assert sorted(host.requests) == ["a", "b", "c"]
    assert len(files()) == 6
    assert StoredImage.objects.count() == ImageSource.objects.count() == 6


def test_a_picture_stays_while_the_other_site_shows_it(dealer, twin, files):
    advertise(GALLERIES, dealer, twin)
    dealer.run()
    twin.run()
    dealer.advertise({"A1": ["a"], "B2": ["c"]})
    assert dealer.run().withdrawn == 0
    assert len(files()) == 3


def interrupt_once(work):
    """Return a progress callback that does ``work`` in the middle of the run."""
    calls = []

    def progress(run):
        if run.created and not calls:
            calls.append(run)
            work()

    return progress


def test_two_sites_at_once_download_each_picture_once(dealer, twin, host, files):
    advertise(MANY, dealer, twin)
    ended = []
    dealer.run(progress=interrupt_once(lambda: ended.append(twin.run())))
    assert ended[0].status == "success"
    assert len(host.requests) == len(set(host.requests)) == 40
    dealer.run()
    twin.run()
    assert len(host.requests) == 40
    assert twin.galleries() == dealer.galleries() == MANY
    assert len(files()) == 40


def test_one_content_that_two_sites_store_at_once_is_one_picture(dealer, twin, host, files):
    host.pages = {name: Page(jpeg("same")) for name in ("x", "y")}
    dealer.advertise({"A1": [*(f"p{number}" for number in range(40)), "x"]})
    twin.advertise({"A1": ["y"]})
    dealer.run(progress=interrupt_once(twin.run))
    assert dealer.stored().count() == len(files()) == 41


def claim(dealer, twin, until):
    dealer.run()
    ImageSource.objects.update(stored_image=None, claimed_by=twin.site, claimed_until=until)


def test_what_another_site_is_about_to_download_is_left_to_it(dealer, twin, host):
    advertise(GALLERIES, dealer)
    claim(dealer, twin, timezone.now() + timedelta(minutes=5))
    host.requests.clear()
    assert dealer.run().total == 0
    assert host.requests == []
    assert twin.run().total == 0


def test_what_another_site_claimed_long_ago_is_taken_over(dealer, twin, host):
    advertise(GALLERIES, dealer)
    claim(dealer, twin, timezone.now() - timedelta(seconds=1))
    host.requests.clear()
    dealer.run()
    assert sorted(host.requests) == ["a", "b", "c"]


def test_what_the_site_itself_claimed_is_taken_over_at_once(dealer, host):
    advertise(GALLERIES, dealer)
    claim(dealer, dealer, timezone.now() + timedelta(minutes=5))
    host.requests.clear()
    dealer.run()
    assert sorted(host.requests) == ["a", "b", "c"]


def test_nothing_is_deleted_while_another_site_of_the_account_is_at_work(dealer, twin, files):
    advertise(GALLERIES, dealer, twin)
    dealer.run()
    twin.run()
    advertise({"A1": ["a"]}, dealer, twin)
    SyncLease.objects.filter(site=twin.site, kind="images").update(
        holder="elsewhere/1:x", expires_at=timezone.now() + timedelta(minutes=1)
    )
    assert dealer.run().withdrawn == 0
    SyncLease.objects.filter(site=twin.site, kind="images").update(holder="", expires_at=None)
    assert dealer.run().withdrawn == 1


def test_a_site_that_changes_its_account_gets_the_pictures_anew(dealer, rival, host, files):
    dealer.advertise(GALLERIES)
    dealer.run()
    dealer.settings.account_number = rival.settings.account_number
    dealer.settings.save()
    host.requests.clear()
    assert dealer.run().created == 3
    assert dealer.galleries() == GALLERIES
    accounts = {place.stored_image.account for place in dealer.places()}
    assert accounts == {rival.settings.account_number}
