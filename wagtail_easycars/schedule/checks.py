"""What of a site's set-up loses work or does it twice, as warnings: ``migrate`` must run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands

from wagtail_easycars.conf import app_settings

GOOD_CLUSTER = (
    'A good start: {"name": "mysite", "orm": "default", "workers": 2, "queue_limit": 2, '
    '"timeout": 600, "retry": 1300, "max_attempts": 1, "ack_failures": True, "catch_up": False}'
)
# Of django-q2 itself.
DEFAULT_RETRY = 60
FORGETFUL_BROKERS = ("redis", "django_redis")


def check_queue(**kwargs: Any) -> list[CheckMessage]:
    """Check ``Q_CLUSTER``, which django-q2 leaves to set whoever installs it."""
    if not _is_queue_used():
        return []
    cluster = getattr(settings, "Q_CLUSTER", {})
    return [
        *_check_timeout(cluster),
        *_check_retry(cluster),
        *_check_catch_up(cluster),
        *_check_attempts(cluster),
        *_check_broker(cluster),
        *_check_scheduler(cluster),
        *_check_command(),
    ]


def _is_queue_used() -> bool:
    try:
        return bool(app_settings.USE_JOB_QUEUE)
    except ImproperlyConfigured:
        return False  # the check of the settings says what is wrong with them as a whole


def _check_timeout(cluster: dict[str, Any]) -> Iterator[CheckMessage]:
    if not cluster.get("timeout"):
        yield Warning(
            "Q_CLUSTER has no 'timeout': a worker that hangs does so forever.",
            hint=GOOD_CLUSTER,
            id="wagtail_easycars.W020",
        )


def _check_retry(cluster: dict[str, Any]) -> Iterator[CheckMessage]:
    timeout, retry = cluster.get("timeout"), cluster.get("retry", DEFAULT_RETRY)
    if not timeout or _forgets(cluster):
        return
    needed = get_needed_retry(cluster)
    if retry <= needed:
        yield Warning(
            f"'retry' of Q_CLUSTER is {retry} seconds: what waits in the queue or takes long is "
            "done twice at the same time.",
            hint=f"Set it to more than {needed:.0f}, which is timeout x (1 + queue_limit / "
            "workers).",
            id="wagtail_easycars.W021",
        )


def get_needed_retry(cluster: dict[str, Any]) -> float:
    """Return for how many seconds a task may wait in a worker's hands and be worked on."""
    workers = cluster.get("workers") or 1
    queue_limit = cluster.get("queue_limit", workers**2)
    needed: float = cluster["timeout"] * (1 + queue_limit / workers)
    return needed


def _check_catch_up(cluster: dict[str, Any]) -> Iterator[CheckMessage]:
    if cluster.get("catch_up", True):
        yield Warning(
            "Q_CLUSTER does not set 'catch_up' to False: after a pause, every tick that was missed "
            "is made up for.",
            hint=GOOD_CLUSTER,
            id="wagtail_easycars.W022",
        )


def _check_attempts(cluster: dict[str, Any]) -> Iterator[CheckMessage]:
    if not cluster.get("max_attempts"):
        yield Warning(
            "Q_CLUSTER has no 'max_attempts': a task that fails is tried again forever.",
            hint=f"Set it to 1: what has to be tried again is found by the tick. {GOOD_CLUSTER}",
            id="wagtail_easycars.W023",
        )


def _check_broker(cluster: dict[str, Any]) -> Iterator[CheckMessage]:
    if _forgets(cluster):
        yield Warning(
            "The Redis broker of Q_CLUSTER forgets what a worker had in hand that is killed.",
            hint="The tick takes it up again, so this costs minutes. Where that is no matter, put "
            "wagtail_easycars.W024 into SILENCED_SYSTEM_CHECKS; else use the ORM broker.",
            id="wagtail_easycars.W024",
        )


def _forgets(cluster: dict[str, Any]) -> bool:
    has_redis = any(cluster.get(name) for name in FORGETFUL_BROKERS)
    others = any(cluster.get(name) for name in ("orm", "sqs", "iron_mq", "mongo", "broker_class"))
    # Where nothing is named, django-q2 takes a Redis on this machine.
    return has_redis or not others


def _check_scheduler(cluster: dict[str, Any]) -> Iterator[CheckMessage]:
    if not cluster.get("scheduler", True):
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


def check_sqlite(**kwargs: Any) -> list[CheckMessage]:
    """Check that SQLite, where it is used, lets several processes write."""
    database: Any = settings.DATABASES.get("default", {})
    if not str(database.get("ENGINE", "")).endswith("sqlite3"):
        return []
    options = database.get("OPTIONS", {})
    missing = [
        *(["transaction_mode"] if not _is_immediate(options) else []),
        *(["journal_mode"] if not _is_write_ahead(options) else []),
    ]
    if not missing:
        return []
    return [
        Warning(
            "SQLite is set up for one process: while a worker writes, visitors get 'database is "
            f"locked'. Missing: {', '.join(missing)}.",
            hint='Set OPTIONS of DATABASES["default"] to {"transaction_mode": "IMMEDIATE", '
            '"timeout": 20, "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"}',
            id="wagtail_easycars.W026",
        )
    ]


def _is_immediate(options: dict[str, Any]) -> bool:
    mode = options.get("transaction_mode") or ""
    return str(mode).upper() in {"IMMEDIATE", "EXCLUSIVE"}


def _is_write_ahead(options: dict[str, Any]) -> bool:
    command = str(options.get("init_command") or "")
    return "journal_mode=wal" in command.lower().replace(" ", "")
