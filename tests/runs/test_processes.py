"""Who holds a lease can be told to be dead by processes that would see it, and by no other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wagtail_easycars.runs import processes
from wagtail_easycars.runs.processes import get_place, is_dead, new_holder


def dead_pid():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.fixture
def in_another_container(monkeypatch):
    """Let this process be one of a container with the same host name, as of one pod."""
    monkeypatch.setattr(processes, "get_place", lambda: f"{get_place()[:-2]}9]")


@pytest.fixture
def on_another_system(monkeypatch):
    """Let the system not tell containers apart."""
    monkeypatch.setattr(processes, "PID_NAMESPACE", Path("/nowhere"))
    get_place.cache_clear()
    yield
    get_place.cache_clear()


def test_a_process_that_has_ended_is_dead():
    assert is_dead(f"{get_place()}/{dead_pid()}:abc")


def test_a_process_that_lives_is_not():
    assert not is_dead(new_holder())
    assert new_holder() != new_holder()


@pytest.mark.parametrize(
    "holder",
    [
        "",
        "x",
        "/",
        "{place}/",
        "{place}/abc:1",
        "{place}/-1:1",
        "{place}/0:1",
        "{place}/9999999999999999999:1",
        "{place}/{pid}:1",
        "elsewhere/{dead}:1",
    ],
)
def test_who_is_not_surely_dead_counts_as_alive(holder):
    assert not is_dead(holder.format(place=get_place(), pid=os.getpid(), dead=dead_pid()))


def test_a_process_of_another_container_counts_as_alive_though_none_here_has_its_number(
    in_another_container,
):
    assert not is_dead(f"{get_place()}/{dead_pid()}:abc")


def test_where_the_system_names_no_container_everybody_counts_as_alive(on_another_system):
    assert not is_dead(f"{get_place()}/{dead_pid()}:abc")
    assert not is_dead(new_holder())
