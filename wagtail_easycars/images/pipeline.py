"""Downloads, stores and records pictures, all at the same time, few of them in memory."""

from __future__ import annotations

import time
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue

from wagtail_easycars.conf import app_settings
from wagtail_easycars.images.claims import Claims
from wagtail_easycars.images.errors import HostsUnusable, StorageUnusable
from wagtail_easycars.images.fetch import (
    Fetched,
    FetchFailed,
    NotModified,
    Result,
    Uploaded,
    UploadFailed,
    fetch,
    keep,
)
from wagtail_easycars.images.outage import Outage
from wagtail_easycars.images.outcomes import Failed, Known, Outcome, Postponed, Stored
from wagtail_easycars.images.recording import Recorder
from wagtail_easycars.images.reliance import Reliance, get_reliance
from wagtail_easycars.images.scope import Scope
from wagtail_easycars.images.threads import Workers
from wagtail_easycars.runs.batches import BatchWriter, batches
from wagtail_easycars.runs.lease import Lease

# How many pictures one transaction writes at most, and for how long (seconds) one that is ready
# waits for others.
OUTCOMES_A_BATCH = 8
PATIENCE = 0.2
# So many addresses a connection are claimed and not written yet: enough for no connection to wait
# while others store and write, and few enough for their pictures to be in memory.
CLAIMED_A_CONNECTION = 4


class Pipeline:
    """Downloads what ``claims`` hands out: threads download and store, and the thread that calls
    ``run()`` alone uses the database."""

    def __init__(
        self, scope: Scope, claims: Claims, writer: BatchWriter, lease: Lease, recorder: Recorder
    ) -> None:
        self._scope = scope
        self._claims = claims
        self._writer = writer
        self._lease = lease
        self._recorder = recorder
        self._outage = Outage()
        self._connections: int = app_settings.IMAGE_CONNECTIONS
        self._results: SimpleQueue[Result] = SimpleQueue()
        self._under_way = 0
        # How long (seconds) the lease is not renewed at most, and when it was.
        self._silence: float = app_settings.LEASE_SECONDS / 3
        self._renewed_at = time.monotonic()
        self._ready: list[Outcome] = []
        # By content hash: what is being stored, or is stored and not recorded yet.
        self._contents: dict[str, Stored] = {}
        self._downloads: Workers[Result] = Workers(self._connections, self._results)
        self._uploads: Workers[Result] = Workers(self._connections, self._results)

    def run(self) -> None:
        """Return when all is recorded.

        Raises ``LeaseLost`` where another run has taken over, and ``StorageUnusable`` or
        ``HostsUnusable`` once what was stored before is recorded.
        """
        try:
            self._claim()
            while self._under_way:
                self._take_results()
                self._keep_lease()
                self._claim()
        except (StorageUnusable, HostsUnusable):
            try:
                self._record()
            finally:
                self._claims.release()
            raise
        finally:
            self._downloads.close()
            self._uploads.close()

    def _claim(self) -> None:
        chunk = self._connections * CLAIMED_A_CONNECTION // 2
        while self._under_way <= chunk and (tasks := self._claims.take(chunk)):
            self._under_way += len(tasks)
            for task in tasks:
                self._downloads.do(partial(fetch, task))

    def _take_results(self) -> None:
        results = self._wait()
        for result in results:
            self._take(result)
        waiting = self._under_way - sum(len(outcome.tasks) for outcome in self._ready)
        if not results or not waiting or len(self._ready) >= OUTCOMES_A_BATCH:
            self._record()

    def _keep_lease(self) -> None:
        """Renew the lease where nothing has been written for a while, which renews it too."""
        if time.monotonic() - self._renewed_at > self._silence:
            self._lease.renew()
            self._renewed_at = time.monotonic()

    def _wait(self) -> list[Result]:
        """Return what has come from the threads; nothing where it is time to write."""
        timeout = PATIENCE if self._ready else self._silence
        results = []
        with suppress(Empty):
            results.append(self._results.get(timeout=timeout))
            while True:
                results.append(self._results.get_nowait())
        return results

    def _record(self) -> None:
        for outcomes in batches(self._ready, size=OUTCOMES_A_BATCH):
            self._writer.write(outcomes, self._recorder.write, refuse=self._recorder.refuse)
            for outcome in outcomes:
                self._forget(outcome)
            self._renewed_at = time.monotonic()
        self._ready = []

    def _forget(self, outcome: Outcome) -> None:
        self._under_way -= len(outcome.tasks)
        if isinstance(outcome, Stored):
            del self._contents[outcome.picture.content_hash]

    def _take(self, result: Result) -> None:
        match result:
            case Fetched():
                self._outage.note_answer()
                self._take_picture(result)
            case NotModified(task, stored_id):
                self._outage.note_answer()
                self._ready.append(Known(task, task.etag, stored_id))
            case FetchFailed():
                self._ready.append(Failed(result.task, str(result.error)))
                self._outage.note_failure(result.error)
            case Uploaded():
                content = self._contents[result.content_hash]
                content.upload = result.upload
                self._ready.append(content)
            case UploadFailed():
                self._take_refusal(result)

    def _take_picture(self, fetched: Fetched) -> None:
        picture = fetched.picture
        if picture.content_hash in self._contents:
            self._contents[picture.content_hash].fetched.append(fetched)
            return
        stored = self._scope.stored_images().filter(content_hash=picture.content_hash)
        reliance, stored_id = get_reliance(self._scope, stored)
        if reliance is Reliance.LEAVE:
            self._ready.append(Postponed(fetched.task))
        elif reliance is Reliance.SHOW and stored_id is not None:
            self._ready.append(Known(fetched.task, fetched.etag, stored_id))
        else:
            self._contents[picture.content_hash] = Stored(picture, [fetched])
            self._uploads.do(partial(keep, picture, self._scope.storage.upload))

    def _take_refusal(self, result: UploadFailed) -> None:
        if isinstance(result.error, StorageUnusable):
            raise result.error
        content = self._contents.pop(result.content_hash)
        self._ready += [Failed(task, str(result.error)) for task in content.tasks]
