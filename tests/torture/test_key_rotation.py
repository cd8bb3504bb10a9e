"""Keys that are rotated while several sites synchronise in other processes."""

from __future__ import annotations

import os

import pytest

from tests.settings import WAGTAIL_EASYCARS
from tests.torture.days import first_day, next_day
from tests.torture.torture_process import DATABASE, torture_process
from wagtail_easycars.encryption import new_key

pytestmark = pytest.mark.long

ROTATIONS = int(os.environ.get("EASYCARS_TORTURE_ROTATIONS", "5"))
SITES = ["harbour.example", "second.example", "third.example", "outback.example"]


@pytest.fixture
def process(tmp_path):
    with torture_process(
        tmp_path, module="tests.torture.rotation_process", accounts=["harbour", "outback"]
    ) as process:
        process.ask(do="share_accounts", sites=SITES[1:3])
        yield process


def test_no_run_fails_and_every_secret_is_read_with_the_new_key_only(process):
    [old] = WAGTAIL_EASYCARS["ENCRYPTION_KEYS"]
    secrets = process.ask(do="read_secrets", keys=[old])["secrets"]
    items = first_day(40)
    syncs = 0
    for number in range(1, ROTATIONS + 1):
        for account in ("harbour", "outback"):
            process.sandbox.set_stock(account, items)
        new = new_key(f"r{number}")
        exits = process.ask(do="rotate_amid_syncs", sites=SITES, keys=[new, old])
        assert exits["syncs"] == [0] * len(SITES)
        # Of two rotations at once, each may find that the other was quicker, and says so by 1.
        assert set(exits["rotations"]) <= {0, 1}
        assert process.ask(do="finish_rotation", keys=[new, old])["exits"] == [0]
        with_the_new_one = process.ask(do="read_secrets", keys=[new])
        assert with_the_new_one == {"is_complete": True, "secrets": secrets}
        syncs += len(SITES)
        old, items = new, next_day(items, number)
    print(f"{DATABASE}: {ROTATIONS} rotations amid {syncs} syncs, none failed")
