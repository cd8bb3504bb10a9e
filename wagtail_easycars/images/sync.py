"""The picture flow: link, download, store, show, clean up."""

from __future__ import annotations

from django.utils.translation import ngettext

from wagtail_easycars.connection import get_settings
from wagtail_easycars.images.claims import Claims
from wagtail_easycars.images.cleanup import delete_unused
from wagtail_easycars.images.link import link_places
from wagtail_easycars.images.pipeline import Pipeline
from wagtail_easycars.images.purging import purging
from wagtail_easycars.images.recording import Recorder
from wagtail_easycars.images.scope import Scope, get_scope
from wagtail_easycars.images.show import show_stored
from wagtail_easycars.models import SyncRun
from wagtail_easycars.runs.batches import BatchWriter, Progress, no_progress
from wagtail_easycars.runs.lease import Lease
from wagtail_easycars.runs.lifecycle import finish, running, save_outlook
from wagtail_easycars.runs.queue import get_time_limit


def sync_images(run: SyncRun, *, progress: Progress = no_progress, recheck: bool = False) -> None:
    """Store the pictures of the galleries of ``run``'s site, and show them.

    A run of the schedule leaves addresses alone that failed and have to wait; any other tries them.
    With ``recheck`` every address is asked whether its picture has changed. How it went is in
    ``run``; a foreseen error fails the run and is not raised. Raises ``RunUnderWay`` where another
    run of the site's pictures is at work.
    """
    settings = get_settings(run.site)
    with running(run, settings) as lease:
        scope = get_scope(settings)
        writer = BatchWriter(run, lease, progress)
        recorder = Recorder(scope)
        with purging(recorder.changed_vehicles):
            _carry_out(writer, lease, scope, recorder, recheck=recheck)


def _carry_out(
    writer: BatchWriter, lease: Lease, scope: Scope, recorder: Recorder, *, recheck: bool
) -> None:
    run = writer.run
    link_places(writer, scope)
    recorder.changed_vehicles |= show_stored(writer, scope)
    claims = Claims(
        scope,
        lease,
        ignore_waits=run.trigger != SyncRun.Trigger.SCHEDULE,
        recheck=recheck,
        time_limit=None if run.trigger == SyncRun.Trigger.COMMAND else get_time_limit(),
    )
    _begin(run, lease, scope, claims, recheck=recheck)
    if claims.total:
        Pipeline(scope, claims, writer, lease, recorder).run()
        recorder.changed_vehicles |= show_stored(writer, scope)
    refusals = delete_unused(writer, scope)
    run.total = run.done + claims.left
    finish(run, [*_warnings(run), *refusals])


def _begin(run: SyncRun, lease: Lease, scope: Scope, claims: Claims, *, recheck: bool) -> None:
    right = scope.places().filter(source__stored_image__isnull=False).count()
    if not recheck:
        run.unchanged = right - run.updated
    run.done = run.unchanged + run.updated
    run.total = run.done + claims.total
    if claims.total:
        save_outlook(run, lease, "total", "done", "unchanged")


def _warnings(run: SyncRun) -> list[str]:
    if not run.failed:
        return []
    return [
        ngettext(
            "%(count)d picture could not be stored.",
            "%(count)d pictures could not be stored.",
            run.failed,
        )
        % {"count": run.failed}
    ]
