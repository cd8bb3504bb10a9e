"""A process may die before any query of a run; the next run ends as an undisturbed one does."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from wagtail.images import get_image_model

from tests.images.run.host import Page, jpeg
from tests.torture.test_deaths import Death, DiesBeforeQuery, undone
from wagtail_easycars.models import SyncLease, SyncRun

pytestmark = pytest.mark.django_db

FIRST = {"A1": ["a", "b", "c"], "B2": ["d", "logo"]}
SECOND = {"A1": ["c", "x", "a"], "B2": ["d?v=2", "same", "logo"], "C3": ["logo", "y", "broken"]}


@pytest.fixture
def second_day(dealer, host, settings):
    """A site whose pictures have changed in every way since its last run."""
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "IMAGE_CONNECTIONS": 2}
    host.pages = {"d": Page(jpeg("d"), '"d"'), "same": Page(jpeg("a"))}
    host.breaks("broken")
    dealer.advertise(FIRST)
    dealer.run()
    dealer.advertise(SECOND)
    return dealer


def state_of(dealer):
    return {
        "galleries": dealer.galleries(),
        "stored": sorted(dealer.stored().values_list("content_hash", flat=True)),
        "images": sorted(get_image_model().objects.values_list("file", flat=True)),
        "files": sorted(
            path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()
        ),
        "sources": sorted(
            dealer.sources().values_list("url", "stored_image__content_hash", "claimed_by")
        ),
    }


class Undone:
    """Undoes what the body did to the database and to the files."""

    def __enter__(self):
        self._copy = f"{settings.MEDIA_ROOT}-copy"
        shutil.copytree(settings.MEDIA_ROOT, self._copy)
        self._undone = undone()
        self._undone.__enter__()

    def __exit__(self, *error):
        self._undone.__exit__(*error)
        shutil.rmtree(settings.MEDIA_ROOT)
        shutil.move(self._copy, settings.MEDIA_ROOT)


def die_before(dealer, query):
    death = connection.execute_wrapper(DiesBeforeQuery(query))
    with pytest.raises(Death), death:
        dealer.run()
    # The dead process is this very one, so only time can tell that it is gone.
    SyncLease.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def count_queries(dealer):
    queries = []
    with Undone(), connection.execute_wrapper(lambda run, *args: queries.append(1) or run(*args)):
        dealer.run()
    return len(queries)


def assert_deaths_are_survived(dealer, queries):
    with Undone():
        assert dealer.run().failed == 1
        expected = state_of(dealer)
    assert expected["galleries"]["C3"] == ["logo", "y", None]
    for query in queries:
        with Undone():
            die_before(dealer, query)
            run = dealer.run()
            assert run.status == SyncRun.Status.WARNING, (query, run.error)
            assert state_of(dealer) == expected, query
            assert not SyncRun.objects.filter(status=SyncRun.Status.RUNNING).exists()


def test_some_deaths_are_survived(second_day):
    total = count_queries(second_day)
    assert_deaths_are_survived(second_day, range(4, total - 1, total // 5))


@pytest.mark.slow
def test_every_death_is_survived(second_day):
    # Which picture comes first differs from run to run, and with it the number of queries.
    assert_deaths_are_survived(second_day, range(count_queries(second_day) - 10))
