"""Memory is bounded by how many pictures are open at once."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from tests.images.pictures import jpeg
from wagtail_easycars.images.check import check, check_picture


def test_no_more_pictures_are_open_than_the_machine_has_processors(monkeypatch):
    one_too_many = os.cpu_count() + 1
    meeting = threading.Barrier(one_too_many)
    encode = check.encode

    def meet_and_encode(opened):
        with suppress(threading.BrokenBarrierError):
            meeting.wait(timeout=0.2)
        return encode(opened)

    monkeypatch.setattr(check, "encode", meet_and_encode)
    with ThreadPoolExecutor(one_too_many) as pool:
        kept = list(pool.map(check_picture, [jpeg()] * one_too_many))

    assert meeting.broken, "All of them were open at once."
    assert len(kept) == one_too_many
