"""How a run begins and ends, whatever it synchronises."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import EasyCarsSettings, SyncRun
from wagtail_easycars.runs.connections import close_lost_connection
from wagtail_easycars.runs.lease import Lease, LeaseLost, RunUnderWay, hold
from wagtail_easycars.runs.stopping import EXIT_STATUS, stoppable
from wagtail_easycars.signals import sync_finished
from wagtail_easycars.unforeseen import log_unforeseen


class Misconfigured(EasyCarsError):
    """A setting of the project keeps the run from its work; the message says which."""


class ToldToStop(EasyCarsError):
    """The process that carried out a run was told to end, as at each deployment."""


def create_run(site: Site, kind: str, *, trigger: str, user: Any = None) -> SyncRun:
    """Return a new run that waits to be started by whoever takes it from the queue."""
    return SyncRun.objects.create(site=site, kind=kind, trigger=trigger, user=user)


def new_run(
    site: Site, kind: str, *, trigger: str, user: Any = None, is_exchange: bool = True
) -> SyncRun:
    """Return a run that this process carries out itself; ``running()`` saves it as it begins.

    ``is_exchange`` is false for a run that carries out what a person decided, and so says nothing
    about how EasyCars is doing.
    """
    return SyncRun(site=site, kind=kind, trigger=trigger, user=user, is_exchange=is_exchange)


@contextmanager
def running(run: SyncRun, settings: EasyCarsSettings | None = None) -> Iterator[Lease]:
    """Hold the lease of ``run`` while the body synchronises, and record how it ended.

    ``settings`` are those that the body uses, whose credentials the run speaks about.

    An ``EasyCarsError`` of the body, or a setting of the project that is wrong, ends the run as
    failed and goes no further; anything else is
    recorded by its kind and raised, and SIGTERM as an interruption. Raises ``RunUnderWay`` where
    another run has the lease; then ``run`` never began, and leaves no row. A run that another
    one has replaced is as that one has recorded it, and counts as failed by ``LeaseLost``, whatever
    it met itself; raises that where it was recorded as interrupted before it began.
    """
    with stoppable() as stop:
        lease = _begin(run)
        failure: EasyCarsError | None = None
        try:
            with stop.allowed():
                yield lease
        except EasyCarsError as error:
            is_own = _end(run, SyncRun.Status.FAILED, _explain(error))
            # Its frames would hold the whole feed.
            failure = error.with_traceback(None) if is_own else LeaseLost()
        except ImproperlyConfigured as error:
            is_own = _end(run, SyncRun.Status.FAILED, str(error))
            failure = Misconfigured(str(error)) if is_own else LeaseLost()
        except Exception as error:
            log_unforeseen(error, "Run %s of %s failed", run.pk, run.site)
            if not _end(run, SyncRun.Status.FAILED, _unforeseen(error)):
                failure = LeaseLost()
            raise
        except BaseException as end:
            # A process that is told to stop or runs out of time: SystemExit or KeyboardInterrupt.
            is_own = _end(run, SyncRun.Status.FAILED, _interrupted())
            failure = _get_reason(end) if is_own else LeaseLost()
            raise
        finally:
            lease.release()
            # What comes after its work was done and recorded changes nothing of that.
            _announce(run, None if run.is_finished else failure, settings)


def end_as_interrupted(run: SyncRun) -> bool:
    """Record that the process that carried out ``run`` has died; return whether nobody else has."""
    now = timezone.now()
    ended = SyncRun.objects.filter(
        pk=run.pk, status=SyncRun.Status.RUNNING, heartbeat_at=run.heartbeat_at
    ).update(status=SyncRun.Status.FAILED, finished_at=now, error=_interrupted())
    if ended:
        run.refresh_from_db()
        _announce(run, None, None)
    return bool(ended)


def show_as_interrupted(run: SyncRun) -> None:
    """Have ``run`` say, without saving it, what the next tick will record of a dead process."""
    run.status = SyncRun.Status.FAILED
    run.finished_at = run.heartbeat_at
    run.error = _interrupted()


def _announce(run: SyncRun, error: EasyCarsError | None, settings: EasyCarsSettings | None) -> None:
    # Not a partial: Django logs what fails by its name, which that has not.
    transaction.on_commit(
        lambda: sync_finished.send_robust(
            sender=SyncRun, run=run, error=error, is_exchange=run.is_exchange, settings=settings
        ),
        robust=True,
    )


def _begin(run: SyncRun) -> Lease:
    """Return the lease of ``run``, which is at work with it."""
    try:
        # At once, or who is silent in between would later end the run of who has the lease by then.
        with transaction.atomic():
            return _take_up(run)
    except RunUnderWay:
        waiting = SyncRun.objects.filter(started_at=None, status__in=SyncRun.UNFINISHED)
        waiting.filter(pk=run.pk).delete()
        run.pk = None
        raise


def _take_up(run: SyncRun) -> Lease:
    if run.pk is None:
        run.save()
    lease, now = hold(run), timezone.now()
    at_work = SyncRun.objects.filter(
        site=run.site, kind=run.kind, status=SyncRun.Status.RUNNING, started_at__isnull=False
    )
    for dead in at_work.exclude(pk=run.pk).select_related("site"):
        end_as_interrupted(dead)
    run.status = SyncRun.Status.RUNNING
    run.started_at = run.heartbeat_at = now
    unfinished = SyncRun.objects.filter(pk=run.pk, status__in=SyncRun.UNFINISHED)
    if not unfinished.update(status=run.status, started_at=now, heartbeat_at=now):
        run.refresh_from_db()
        raise LeaseLost
    return lease


def save_outlook(run: SyncRun, lease: Lease, *fields: str) -> None:
    """Save ``fields`` of ``run``, which say what is ahead of it.

    Raises ``LeaseLost`` where another run has taken over.
    """
    with transaction.atomic():
        lease.renew()
        run.save(update_fields=fields)


def finish(run: SyncRun, warnings: list[str]) -> None:
    """Record that ``run`` did all it could; ``warnings`` say what needs a person.

    Raises ``LeaseLost`` where another run has taken over.
    """
    status = SyncRun.Status.WARNING if warnings else SyncRun.Status.SUCCESS
    if not _end(run, status, "\n".join(warnings)):
        raise LeaseLost
    run.is_finished = True


def _end(run: SyncRun, status: str, error: str) -> bool:
    """Record how ``run`` ended, if it has not; return ``False`` where another run has done so."""
    if run.is_finished:
        return True
    close_lost_connection()
    run.status = status
    run.error = error
    run.finished_at = run.heartbeat_at = timezone.now()
    unfinished = SyncRun.objects.filter(pk=run.pk, status=SyncRun.Status.RUNNING)
    if unfinished.update(**{name: getattr(run, name) for name in RESULT_FIELDS}):
        return True
    run.refresh_from_db()
    return False


RESULT_FIELDS = (
    "status",
    "error",
    "finished_at",
    "heartbeat_at",
    "is_complete",
    "done",
    "total",
    "seen",
    "created",
    "updated",
    "unchanged",
    "withdrawn",
    "held",
    "failed",
    "pages_created",
)


def _explain(error: EasyCarsError) -> str:
    """Return what staff can do about ``error``, and on a line below it the technical side."""
    return "\n".join(part for part in (str(error), error.technical_detail) if part)


def _get_reason(end: BaseException) -> EasyCarsError | None:
    """Return what is known of why the process ends: not that it ran out of time, for example."""
    is_told = isinstance(end, SystemExit) and end.code == EXIT_STATUS
    return ToldToStop() if is_told or isinstance(end, KeyboardInterrupt) else None


def _interrupted() -> str:
    return _("The run was interrupted. What it had done is kept; the next run does the rest.")


def _unforeseen(error: Exception) -> str:
    return _("An unforeseen error: %(kind)s. The log of the server has the details.") % {
        "kind": type(error).__name__
    }
