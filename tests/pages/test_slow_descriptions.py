"""A description that is made to keep a server busy is shown as fast as any other."""

from __future__ import annotations

import time

import pytest

from wagtail_easycars.presentation.descriptions import render_description, summarise_description

ENOUGH_SECONDS = 1


@pytest.mark.parametrize("part", ["<!--", "<div>", "<", "</b", "&lt;", "<a href=", "\n"])
@pytest.mark.parametrize("render", [render_description, summarise_description])
def test_no_repetition_takes_long(render, part):
    text = part * (1_000_000 // len(part))
    started = time.process_time()
    render(text)
    assert time.process_time() - started < ENOUGH_SECONDS
