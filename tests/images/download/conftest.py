import socket
from urllib.parse import urlsplit

import pytest

from tests.client.raw_server import RawServer

LOOK_UP = socket.getaddrinfo


@pytest.fixture(autouse=True)
def configure(settings):
    """Change limits and hosts; what is silent is given up soon."""

    def configure(**values):
        settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, **values}

    configure(CONNECT_TIMEOUT=0.3, READ_TIMEOUT=1, CALL_DEADLINE=2)
    return configure


@pytest.fixture
def serve(configure):
    """Start a server of this machine that plays ``script``, and list it as a host of pictures."""
    servers = []

    def serve(script, **kwargs):
        servers.append(RawServer(script, **kwargs).__enter__())
        configure(IMAGE_HOSTS=[urlsplit(each.base_url).netloc for each in servers])
        return servers[-1]

    yield serve
    for server in servers:
        server.__exit__()


class Canary:
    """A port of this machine that nobody may connect to."""

    def __init__(self):
        self.listener = socket.create_server(("0.0.0.0", 0))
        self.listener.setblocking(False)
        self.port = self.listener.getsockname()[1]

    @property
    def was_reached(self):
        try:
            self.listener.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture
def canary():
    canary = Canary()
    yield canary
    canary.listener.close()


@pytest.fixture
def every_port_is_the_canarys(canary, monkeypatch):
    """Have every look-up of this machine's own end at the canary, whatever port was asked for."""

    def look_up(host, port, *args, **kwargs):
        found = LOOK_UP(host, port, *args, **kwargs)
        return [(*each[:4], (each[4][0], canary.port, *each[4][2:])) for each in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return canary


@pytest.fixture
def look_ups(monkeypatch):
    """Give each look-up the next list of socket addresses, and keep the names looked up."""
    answers, names = [], []

    def look_up(host, port, *args, **kwargs):
        names.append(host)
        return [
            (socket.AF_INET6 if ":" in each[0] else socket.AF_INET, socket.SOCK_STREAM, 6, "", each)
            for each in answers[min(len(names), len(answers)) - 1]
        ]

    def plan(*planned):
        answers.extend(planned)
        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        return names

    return plan
