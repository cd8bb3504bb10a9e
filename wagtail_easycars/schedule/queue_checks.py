"""What of the job queue's set-up loses work or does it twice, as warnings: ``migrate`` must run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands
from django_q.conf import Conf

from wagtail_easycars.conf import app_settings
from wagtail_easycars.schedule.clusters import Cluster, get_clusters

GOOD_CLUSTER = (
    'A good start: {"name": "mysite", "orm": "default", "workers": 2, "queue_limit": 2, '
    '"timeout": 600, "retry": 1300, "max_attempts": 1, "ack_failures": True, "catch_up": False}'
)


def check_queue(**kwargs: Any) -> list[CheckMessage]:
    """Check ``Q_CLUSTER``, which django-q2 leaves to set whoever installs it."""
    if not _is_queue_used():
        return []
    clusters = get_clusters()
    return [
        *_check_timeouts(clusters),
        *_check_retries(clusters),
        *_check_catch_up(),
        *_check_attempts(),
        *_check_broker(),
        *_check_scheduler(),
        *_check_command(),
    ]


def _is_queue_used() -> bool:
    try:
        return bool(app_settings.USE_JOB_QUEUE)
    except ImproperlyConfigured:
        return False  # the check of the settings says what is wrong with them as a whole


def _check_timeouts(clusters: list[Cluster]) -> Iterator[CheckMessage]:
    for cluster in clusters:
        if not cluster.timeout:
            yield Warning(
                f"The cluster '{cluster.name}' of Q_CLUSTER has no 'timeout': a worker that hangs "
                "does so forever.",
                hint=GOOD_CLUSTER,
                id="wagtail_easycars.W020",
            )


def _check_retries(clusters: list[Cluster]) -> Iterator[CheckMessage]:
    for cluster in clusters if not _forgets() else ():
        if cluster.timeout and cluster.retry <= cluster.needed_retry:
            yield Warning(
                f"'retry' of the cluster '{cluster.name}' of Q_CLUSTER is {cluster.retry} seconds: "
                "what waits in the queue or takes long is done twice at the same time.",
                hint=f"Set it to more than {cluster.needed_retry:.0f}, which is timeout x (1 + "
                f"queue_limit / workers): {cluster.timeout} x (1 + {cluster.queue_limit} / "
                f"{cluster.workers}).",
                id="wagtail_easycars.W021",
            )


def _check_catch_up() -> Iterator[CheckMessage]:
    if Conf.CATCH_UP:
        yield Warning(
            "Q_CLUSTER does not set 'catch_up' to False: after a pause, every tick that was missed "
            "is made up for.",
            hint=GOOD_CLUSTER,
            id="wagtail_easycars.W022",
        )


def _check_attempts() -> Iterator[CheckMessage]:
    if not Conf.MAX_ATTEMPTS:
        yield Warning(
            "Q_CLUSTER has no 'max_attempts': a task that fails is tried again forever.",
            hint=f"Set it to 1: what has to be tried again is found by the tick. {GOOD_CLUSTER}",
            id="wagtail_easycars.W023",
        )


def _check_broker() -> Iterator[CheckMessage]:
    if _forgets():
        yield Warning(
            "The Redis broker of Q_CLUSTER forgets what a worker had in hand that is killed.",
            hint="The tick takes it up again, so this costs minutes. Where that is no matter, put "
            "wagtail_easycars.W024 into SILENCED_SYSTEM_CHECKS; else use the ORM broker.",
            id="wagtail_easycars.W024",
        )


def _forgets() -> bool:
    has_redis = bool(Conf.REDIS or Conf.DJANGO_REDIS)
    has_other = any((Conf.ORM, Conf.SQS, Conf.IRON_MQ, Conf.MONGO, Conf.BROKER_CLASS))
    # Where nothing is named, django-q2 takes a Redis on this machine.
    return has_redis or not has_other


def _check_scheduler() -> Iterator[CheckMessage]:
    if not Conf.SCHEDULER:
        yield Warning(
            "'scheduler' of Q_CLUSTER is off: nothing starts by itself.",
            hint="Leave it out in one cluster at least, or have cron call easycars_tick.",
            id="wagtail_easycars.W025",
        )


def _check_command() -> Iterator[CheckMessage]:
    if get_commands()["qcluster"] != "wagtail_easycars":
        yield Warning(
            "'django_q' stands before 'wagtail_easycars' in INSTALLED_APPS: a cluster that is told "
            "to stop waits for its runs, however long they take, and is killed amid them.",
            hint="Put 'wagtail_easycars' first, whose qcluster ends runs between two batches.",
            id="wagtail_easycars.W027",
        )
