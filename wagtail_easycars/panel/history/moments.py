"""When a run was queued, started and finished."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.history.wording import describe_starter
from wagtail_easycars.panel.sync.result import describe_duration


class Moment(NamedTuple):
    """``remark`` says more about it, '' where there is nothing to say."""

    label: str
    at: datetime
    remark: str


def get_moments(run: SyncRun) -> Iterator[Moment]:
    """Yield what is known of the course of ``run``, in its order."""
    yield Moment(_("Queued"), run.queued_at, describe_starter(run))
    if run.started_at is not None:
        yield Moment(_("Started"), run.started_at, "")
    if run.finished_at is not None:
        yield Moment(_("Finished"), run.finished_at, _describe_length(run))
    elif run.heartbeat_at is not None:
        yield Moment(_("Last sign of life"), run.heartbeat_at, "")


def _describe_length(run: SyncRun) -> str:
    duration = describe_duration(run)
    return _("after %(duration)s") % {"duration": duration} if duration else ""
