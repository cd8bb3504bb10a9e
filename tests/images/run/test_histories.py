"""Whatever the feed and the host did before: in the end there is what the feed has, and no more."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.torture.test_deaths import undone
from wagtail_easycars.models import ImageSource

pytestmark = pytest.mark.django_db

NAMES = ["a", "b", "c", "d", "a?v=2", "b?v=2"]
galleries = st.fixed_dictionaries(
    {number: st.lists(st.sampled_from(NAMES), unique=True, max_size=4) for number in ("A1", "B2")}
)
triggers = st.sampled_from(["command", "schedule"])
days = st.lists(
    st.tuples(
        galleries, st.sets(st.sampled_from("abcd")), st.sampled_from(["command", "schedule"])
    ),
    min_size=1,
    max_size=4,
)


def assert_is_the_feeds(dealer, feed):
    wanted = {
        number: [name.partition("?")[0] for name in names]
        for number, names in feed.items()
        if names
    }
    assert dealer.galleries() == wanted
    in_use = {name for names in feed.values() for name in names}
    assert ImageSource.objects.count() == len(in_use)
    contents = {name.partition("?")[0] for name in in_use}
    assert dealer.stored().count() == len(contents)
    files = [path for path in Path(django_settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert len(files) >= len(contents)


@pytest.mark.slow
@settings(
    max_examples=8,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(history=days)
def test_any_history_ends_in_the_feeds_galleries(dealer, host, history):
    with undone():
        for feed, broken, trigger in history:
            host.heal()
            host.breaks(*broken)
            dealer.advertise(feed)
            dealer.run(trigger=trigger)
            for number, shown in dealer.galleries().items():
                assert len(shown) == len(feed[number])
        host.heal()
        assert dealer.run().status == "success"
        assert_is_the_feeds(dealer, history[-1][0])
