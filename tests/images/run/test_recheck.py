"""A dealer who replaced a photo under its old address has every address asked anew."""

import pytest

from tests.images.run.host import Page, jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(dealer, host):
    host.pages = {name: Page(jpeg(name), f'"{name}"') for name in ("a", "b")}
    dealer.advertise({"A1": ["a", "b", "c"]})
    dealer.run()
    host.requests.clear()
    return dealer


def test_what_has_not_changed_is_not_stored_again(stored, host):
    run = stored.run(recheck=True)
    assert sorted(host.requests) == ["a", "b", "c"]
    assert sorted(host.conditional) == ["a", "b"]
    assert (run.status, run.created, run.unchanged, run.total) == ("success", 0, 3, 3)


def test_what_has_changed_is_stored_in_the_place_of_the_old_picture(stored, host, files):
    host.pages["a"] = Page(jpeg("new"), '"new"')
    run = stored.run(recheck=True)
    assert (run.created, run.unchanged, run.withdrawn) == (1, 2, 1)
    host.pages["new"] = host.pages.pop("a")
    assert stored.galleries() == {"A1": ["new", "b", "c"]}
    assert len(files()) == 3


def test_what_fails_leaves_what_was_there(stored, host):
    host.breaks("a", status=404)
    run = stored.run(recheck=True)
    assert (run.status, run.failed, run.unchanged) == ("warning", 1, 2)
    assert stored.galleries() == {"A1": ["a", "b", "c"]}
    host.requests.clear()
    assert stored.run(trigger="schedule").status == "success"
    assert host.requests == []
