"""Each set-up of queue, database and keys that loses work, or does it twice, is warned of."""

from __future__ import annotations

import multiprocessing

import pytest
from django.core.management import get_commands
from django_q.conf import Conf

from tests.conf.django_q_conf import read_q_cluster
from wagtail_easycars.checks import check_settings
from wagtail_easycars.database_checks import check_sqlite
from wagtail_easycars.encryption import new_key
from wagtail_easycars.schedule.queue_checks import check_queue

SOUND = {
    "name": "mysite",
    "orm": "default",
    "workers": 2,
    "queue_limit": 2,
    "timeout": 600,
    "retry": 1300,
    "max_attempts": 1,
    "ack_failures": True,
    "catch_up": False,
}


def ids(warnings):
    return [warning.id.removeprefix("wagtail_easycars.") for warning in warnings]


@pytest.fixture
def begin_anew(monkeypatch):
    """Let django-q2 take ``Q_CLUSTER`` as it is now."""

    def begin():
        for name, value in read_q_cluster().items():
            monkeypatch.setattr(Conf, name, value)

    return begin


@pytest.fixture
def warnings_about(settings, begin_anew):
    """Return the warnings about a sound cluster but for some values."""

    def check(*without, **values):
        cluster = {**SOUND, **values}
        settings.Q_CLUSTER = {name: cluster[name] for name in cluster if name not in without}
        begin_anew()
        return check_queue()

    return check


@pytest.fixture
def check_cluster(warnings_about):
    return lambda *without, **values: ids(warnings_about(*without, **values))


@pytest.fixture
def no_cluster(settings, begin_anew):
    del settings.Q_CLUSTER
    begin_anew()


@pytest.fixture
def check_database(settings, monkeypatch):
    def check(engine, options):
        database = {"ENGINE": engine, "OPTIONS": options}
        monkeypatch.setitem(settings.DATABASES, "default", database)
        return ids(check_sqlite())

    return check


def test_a_sound_cluster_is_not_warned_of(check_cluster):
    assert check_cluster() == []


def test_a_cluster_whose_runs_nobody_tells_to_stop_is_warned_of(check_cluster, monkeypatch):
    of_django_q = {**get_commands(), "qcluster": "django_q"}
    monkeypatch.setattr("wagtail_easycars.schedule.queue_checks.get_commands", lambda: of_django_q)
    assert check_cluster() == ["W027"]


@pytest.mark.parametrize(
    ("without", "expected"),
    [("timeout", "W020"), ("retry", "W021"), ("catch_up", "W022"), ("max_attempts", "W023")],
)
def test_what_django_q2_leaves_open_has_to_be_set(check_cluster, without, expected):
    assert check_cluster(without) == [expected]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"timeout": 0}, ["W020"]),
        ({"retry": 1200}, ["W021"]),
        ({"retry": 1201}, []),
        ({"queue_limit": 4}, ["W021"]),
        ({"workers": 4, "queue_limit": 4}, []),
        ({"catch_up": True}, ["W022"]),
        ({"max_attempts": 0}, ["W023"]),
        ({"orm": None, "redis": {"host": "cache"}}, ["W024"]),
        ({"orm": None, "redis": {"host": "cache"}, "retry": 1}, ["W024"]),
        ({"orm": None, "django_redis": "default"}, ["W024"]),
        ({"orm": None}, ["W024"]),
        ({"orm": None, "sqs": {"aws_region": "ap-southeast-2"}}, []),
        ({"scheduler": False}, ["W025"]),
    ],
)
def test_values_that_lose_work_or_do_it_twice(check_cluster, values, expected):
    assert check_cluster(**values) == expected


def test_a_queue_limit_that_is_left_out_is_the_square_of_the_workers(check_cluster):
    assert check_cluster("queue_limit", workers=2, retry=1801) == []
    assert check_cluster("queue_limit", workers=2, retry=1800) == ["W021"]


def test_workers_that_are_left_out_are_one_for_each_processor(check_cluster, monkeypatch):
    monkeypatch.setattr(multiprocessing, "cpu_count", lambda: 4)
    assert check_cluster("workers", "queue_limit", retry=3001) == []
    assert check_cluster("workers", "queue_limit", retry=3000) == ["W021"]
    assert check_cluster("workers", queue_limit=2, retry=901) == []


class TestClustersBesideTheMainOne:
    def test_are_reckoned_with_what_they_have_otherwise(self, check_cluster):
        assert check_cluster(ALT_CLUSTERS={"slow": {"timeout": 100, "retry": 201}}) == []
        assert check_cluster(ALT_CLUSTERS={"slow": {"timeout": 2000}}) == ["W021"]
        assert check_cluster(ALT_CLUSTERS={"slow": {"timeout": None}}) == ["W020"]

    def test_are_named(self, warnings_about):
        [warning] = warnings_about(ALT_CLUSTERS={"slow": {"timeout": 2000}, "quick": {}})
        assert "'slow'" in warning.msg
        assert "4000" in warning.hint

    def test_with_the_main_ones_fault_have_it_too(self, warnings_about):
        warnings = warnings_about(retry=1200, ALT_CLUSTERS={"slow": {"poll": 5}})
        assert ["'mysite'" in each.msg for each in warnings] == [True, False]


def test_no_cluster_at_all_is_warned_of(no_cluster):
    assert set(ids(check_queue())) == {"W020", "W022", "W023", "W024"}


def test_a_cluster_that_is_not_used_may_be_as_it_likes(settings, no_cluster):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "USE_JOB_QUEUE": False}
    assert check_queue() == []


def test_each_warning_says_what_to_do(no_cluster):
    assert all(warning.hint for warning in check_queue())


SQLITE = "django.db.backends.sqlite3"
WAL = "PRAGMA journal_mode = WAL;"


@pytest.mark.parametrize(
    ("engine", "options", "expected"),
    [
        (SQLITE, {"transaction_mode": "IMMEDIATE", "init_command": WAL}, []),
        (SQLITE, {"transaction_mode": "IMMEDIATE"}, ["W026"]),
        (SQLITE, {"init_command": WAL}, ["W026"]),
        (SQLITE, {}, ["W026"]),
        ("django.db.backends.postgresql", {}, []),
    ],
)
def test_sqlite_has_to_be_set_up_for_several_processes(check_database, engine, options, expected):
    assert check_database(engine, options) == expected


class TestKeys:
    @pytest.fixture
    def check_key(self, settings):
        def check(key, *, debug=False):
            settings.DEBUG = debug
            settings.WAGTAIL_EASYCARS = {"ENCRYPTION_KEYS": [new_key("k9"), key]}
            return ids(check_settings())

        return check

    @pytest.mark.parametrize(
        "key",
        [
            "k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE",
            "k1:" + "A" * 43,
            "k1:" + "_" * 42 + "8",
        ],
    )
    def test_a_key_that_anybody_may_know_is_warned_of(self, check_key, key):
        assert check_key(key) == ["W006"]
        assert check_key(key, debug=True) == []

    def test_a_random_key_is_not(self, check_key):
        assert {tuple(check_key(new_key("k1"))) for _ in range(200)} == {()}
