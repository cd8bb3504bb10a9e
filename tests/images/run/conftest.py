from pathlib import Path

import pytest

from tests.conftest import connect, make_site
from tests.images.run.dealer import Dealer
from tests.images.run.host import PictureHost


@pytest.fixture(scope="session")
def picture_server():
    with PictureHost() as host:
        yield host


@pytest.fixture
def host(picture_server, sandbox, settings, tmp_path):
    """A host of pictures without faults, and an empty folder for those that are stored."""
    picture_server.pages.clear()
    picture_server.requests.clear()
    picture_server.conditional.clear()
    picture_server.latency = 0
    settings.MEDIA_ROOT = tmp_path
    configure(settings, IMAGE_HOSTS=[picture_server.netloc])
    return picture_server


def configure(settings, **values):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, **values}


@pytest.fixture
def one_connection(settings):
    """Pictures are asked for one after the other, so that their order can be told."""
    configure(settings, IMAGE_CONNECTIONS=1)


@pytest.fixture
def files(host, settings):
    """Return the names of the stored files."""

    def files():
        folder = Path(settings.MEDIA_ROOT)
        return sorted(path.name for path in folder.rglob("*") if path.is_file())

    return files


@pytest.fixture
def dealer(host, sandbox, easycars):
    return Dealer(easycars, sandbox, host)


@pytest.fixture
def twin(host, sandbox, dealer):
    """A second site of the same account."""
    settings = connect(make_site("twin.example"), sandbox.accounts["harbour"])
    return Dealer(settings, sandbox, host)


@pytest.fixture
def rival(host, sandbox, dealer):
    """A site of another account."""
    settings = connect(make_site("outback.example"), sandbox.accounts["outback"])
    return Dealer(settings, sandbox, host, "outback")
