"""Runs over pictures in real processes, killed with SIGKILL at random moments."""

import os
import random

import pytest

from tests.images.run.host import PictureHost
from tests.torture.feeds import plain_items
from tests.torture.torture_process import DATABASE, KILLED, torture_process

pytestmark = pytest.mark.long

KILLS = int(os.environ.get("EASYCARS_TORTURE_PICTURE_KILLS", "50"))
HARBOUR, OUTBACK = "harbour.example", "outback.example"
VEHICLES = 12


@pytest.fixture
def host():
    with PictureHost(latency=0.02) as host:
        yield host


@pytest.fixture
def process(tmp_path):
    with torture_process(
        tmp_path,
        module="tests.torture.picture_process",
        settings="tests.torture.picture_kill_settings",
        accounts=["harbour", "outback"],
        EASYCARS_TORTURE_MEDIA=str(tmp_path / "media"),
    ) as process:
        yield process


def stock_of_day(host, day):
    """Return a stock in which each day every vehicle has other pictures, in another order."""
    dice = random.Random(day)
    items = plain_items(VEHICLES)
    for number, item in enumerate(items):
        names = [f"{number}-{dice.randrange(12)}" for _ in range(6)]
        urls = [f"{host.url(name)}?v={dice.randrange(2)}" for name in [*names, "logo"]]
        item["ImageURLs"] = ",".join(urls)
    return items


def new_day(process, host, day):
    for account, site in (("harbour", HARBOUR), ("outback", OUTBACK)):
        process.sandbox.set_stock(account, stock_of_day(host, day))
        assert process.ask(do="sync", site=site)["exit"] == 0


def galleries(process, site):
    return process.ask(do="pictures", site=site)["galleries"]


def assert_no_orphans(process):
    assert process.ask(do="prune")["exit"] == 0
    files = process.ask(do="files")
    assert files["there"] == files["recorded"]
    assert files["stored"] == len(files["recorded"])


def test_a_run_that_is_killed_leaves_the_galleries_of_an_undisturbed_one(process, host):
    dice = random.Random(20)
    kills = in_time = day = 0
    while kills < KILLS:
        new_day(process, host, day)
        undisturbed = process.ask(do="store", site=OUTBACK)
        assert undisturbed["exit"] == 0
        for _ in range(dice.choice((2, 3, 4))):
            moment = dice.uniform(0, undisturbed["seconds"])
            killed = process.ask(do="store", site=HARBOUR, kill_after=moment)
            kills += killed["exit"] == KILLED
            in_time += killed["exit"] == 0
        assert process.ask(do="store", site=HARBOUR)["exit"] == 0
        harbour = galleries(process, HARBOUR)
        assert harbour == galleries(process, OUTBACK), (day, kills)
        assert all(all(pictures) for pictures in harbour.values())
        day += 1
    assert_no_orphans(process)
    print(f"{DATABASE}: {kills} kills over {day} days, {in_time} ended before they could be killed")


def test_two_sites_of_one_account_at_once_download_each_picture_once(process, host):
    process.ask(do="share_account", account="harbour", site=OUTBACK)
    for day in range(4):
        for site in (HARBOUR, OUTBACK):
            process.sandbox.set_stock("harbour", stock_of_day(host, day))
            assert process.ask(do="sync", site=site)["exit"] == 0
        host.requests.clear()
        assert process.ask(do="store_both", sites=[HARBOUR, OUTBACK])["exits"] == [0, 0]
        assert len(host.requests) == len(set(host.requests))
        for site in (HARBOUR, OUTBACK):
            assert process.ask(do="store", site=site)["exit"] == 0
        assert len(host.requests) == len(set(host.requests))
        assert galleries(process, HARBOUR) == galleries(process, OUTBACK)
    assert_no_orphans(process)
