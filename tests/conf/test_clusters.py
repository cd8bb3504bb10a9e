"""What is said of each cluster is what django-q2 itself takes it to be."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django_q.conf import Conf

from tests.conf.django_q_conf import read_q_cluster
from wagtail_easycars.schedule.clusters import get_clusters

MAIN = {"name": "mysite", "orm": "default", "workers": 2, "timeout": 600, "retry": 1300}


@pytest.fixture
def clusters(settings, monkeypatch):
    """Return the clusters by name, as a process of the main one knows them."""

    def get(q_cluster, process_of=""):
        settings.Q_CLUSTER = deepcopy(q_cluster)
        for name, value in read_q_cluster(process_of).items():
            monkeypatch.setattr(Conf, name, value)
        return {each.name: each for each in get_clusters()}

    return get


def as_django_q2_takes_it(settings, q_cluster, name=""):
    settings.Q_CLUSTER = deepcopy(q_cluster)
    values = read_q_cluster(name)
    return tuple(values[key] for key in ("WORKERS", "QUEUE_LIMIT", "TIMEOUT", "RETRY"))


def as_we_take_it(cluster):
    return (cluster.workers, cluster.queue_limit, cluster.timeout, cluster.retry)


@pytest.mark.parametrize(
    "own",
    [
        {},
        {"workers": 3},
        {"workers": None},
        {"queue_limit": 7},
        {"workers": 3, "queue_limit": 7},
        {"timeout": None},
        {"timeout": 5, "retry": 6},
        {"name": "not taken", "cluster_name": "not taken"},
        None,
    ],
)
@pytest.mark.parametrize(
    "main",
    [
        MAIN,
        {**MAIN, "queue_limit": 2},
        {"name": "mysite", "orm": "default"},
        {**MAIN, "workers": 0},
    ],
)
def test_main_and_other_clusters_are_as_django_q2_takes_them(settings, clusters, main, own):
    q_cluster = {**main, "ALT_CLUSTERS": {"slow": own}}

    found = clusters(q_cluster)

    assert set(found) == {"mysite", "slow"}
    assert as_we_take_it(found["mysite"]) == as_django_q2_takes_it(settings, q_cluster)
    assert as_we_take_it(found["slow"]) == as_django_q2_takes_it(settings, q_cluster, "slow")


def test_a_process_of_another_cluster_knows_its_own(clusters):
    found = clusters({**MAIN, "ALT_CLUSTERS": {"slow": {"workers": 5}}}, process_of="slow")

    assert [(name, each.workers) for name, each in found.items()] == [("slow", 5)]


def test_who_bears_the_main_clusters_name_is_no_other(clusters):
    assert set(clusters({**MAIN, "ALT_CLUSTERS": {"mysite": {"workers": 5}}})) == {"mysite"}


def test_without_a_name_a_cluster_is_called_as_django_q2_calls_it(clusters):
    assert set(clusters({"orm": "default"})) == {"default"}
