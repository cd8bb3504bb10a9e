"""Every picture is stored, in order, and each only once."""

import pytest

pytestmark = pytest.mark.django_db


def test_every_picture_of_the_feed_is_stored_and_shown_in_the_feeds_order(dealer):
    dealer.advertise({"A1": ["front", "back"], "B2": ["side", "seats", "boot"]})
    run = dealer.run()
    assert (run.status, run.error) == ("success", "")
    assert (run.created, run.failed, run.done, run.total) == (5, 0, 5, 5)
    assert dealer.galleries() == {"A1": ["front", "back"], "B2": ["side", "seats", "boot"]}
