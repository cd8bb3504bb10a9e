from __future__ import annotations

import signal
from types import FrameType
from typing import Any

from django_q.management.commands.qcluster import Command as ClusterCommand

from wagtail_easycars.runs.stopping import share_note


class Command(ClusterCommand):
    """The command of django-q2, whose workers end their runs between two batches on SIGTERM.

    Django takes it where ``wagtail_easycars`` stands before ``django_q`` in ``INSTALLED_APPS``.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        note = share_note()
        super().handle(*args, **options)
        stop_cluster = signal.getsignal(signal.SIGTERM)
        if not callable(stop_cluster):
            return

        def tell_and_stop(number: int, frame: FrameType | None) -> None:
            note.write()
            stop_cluster(number, frame)

        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, tell_and_stop)
