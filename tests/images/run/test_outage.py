"""A host that is down is noticed after a few addresses; the others are spared, and not blamed."""

import pytest

from wagtail_easycars.images.outage import MOST_FAILURES_IN_A_ROW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]

NAMES = [f"picture-{number}" for number in range(60)]


def test_a_run_ends_when_the_host_fails_whatever_is_asked(dealer, host):
    host.breaks(*NAMES, status=503)
    dealer.advertise({"A1": NAMES})
    run = dealer.run()
    assert run.status == "failed"
    assert run.error.startswith("The host of the pictures is out of order: 20 addresses in a row")
    assert run.failed == dealer.sources().exclude(last_error="").count() == MOST_FAILURES_IN_A_ROW
    assert len(host.requests) < 30


def test_addresses_that_are_refused_here_are_no_outage(dealer):
    dealer.advertise({"A1": [f"http://127.0.0.1:1/{name}" for name in NAMES]})
    run = dealer.run()
    assert (run.status, run.failed) == ("warning", 60)


def test_the_next_run_has_all(dealer, host):
    host.breaks(*NAMES, status=503)
    dealer.advertise({"A1": NAMES})
    dealer.run()
    host.heal()
    run = dealer.run()
    assert (run.status, run.created) == ("success", 60)
    assert dealer.galleries() == {"A1": NAMES}


def test_addresses_that_were_not_tried_need_not_wait(dealer, host):
    host.breaks(*NAMES, status=503)
    dealer.advertise({"A1": NAMES})
    dealer.run()
    host.heal()
    run = dealer.run(trigger="schedule")
    assert run.created == len(NAMES) - MOST_FAILURES_IN_A_ROW


def test_one_answer_in_between_shows_that_the_host_is_there(dealer, host):
    there = {"picture-15", "picture-30", "picture-45"}
    host.breaks(*(name for name in NAMES if name not in there), status=503)
    dealer.advertise({"A1": NAMES})
    run = dealer.run()
    assert (run.status, run.created, run.failed) == ("warning", 3, 57)


def test_pictures_that_are_gone_say_nothing_of_their_host(dealer, host):
    host.breaks(*NAMES, status=404)
    dealer.advertise({"A1": NAMES})
    run = dealer.run()
    assert (run.status, run.failed) == ("warning", 60)
