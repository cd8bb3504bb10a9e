"""Ports for the demo's servers: nobody can come between the choice of one and its use."""

import socket
from pathlib import Path

import pytest

EXAMPLE_SITE = Path(__file__).parents[2] / "example_site"
DEFAULT = 28765


@pytest.fixture
def ports(monkeypatch):
    monkeypatch.syspath_prepend(str(EXAMPLE_SITE))
    import demo.ports

    return demo.ports


@pytest.fixture
def take(ports, tmp_path):
    """Take the usual port of a server called ``name``."""
    taken = []

    def take(name="sandbox"):
        taken.append(ports.take_usual_port(DEFAULT, kept_in=tmp_path / name))
        return taken[-1]

    yield take
    for listener in taken:
        listener.close()


def port_of(listener):
    return listener.getsockname()[1]


def test_of_two_that_choose_before_either_serves_each_gets_a_port_of_its_own(take):
    assert port_of(take("one")) != port_of(take("other"))


def test_a_chosen_port_is_taken_at_once(take):
    listener = take()

    with socket.socket() as intruder:
        intruder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with pytest.raises(OSError, match="in use"):
            intruder.bind(("127.0.0.1", port_of(listener)))


def test_the_next_start_gets_the_port_of_the_last(take):
    blocking = take("another demo")
    first = take()
    port = port_of(first)
    first.close()
    blocking.close()

    assert port_of(take()) == port


def test_where_another_has_the_port_of_last_time_a_free_one_is_kept_in_its_place(take):
    first = take()
    second = take()
    assert port_of(second) != port_of(first)

    port = port_of(second)
    second.close()

    assert port_of(take()) == port


@pytest.mark.parametrize("kept", ["", "eighty", "99999", "-1"])
def test_what_is_no_port_is_not_what_it_starts_from(take, tmp_path, kept):
    (tmp_path / "sandbox").write_text(kept)

    assert DEFAULT <= port_of(take()) < DEFAULT + 20


def test_where_all_are_in_use_it_says_what_to_do(ports, take):
    from demo.errors import DemoError

    for number in range(20):
        take(f"server {number}")

    with pytest.raises(DemoError, match=r"all in use\. Choose another one: make demo PORT=9000"):
        take("one too many")
