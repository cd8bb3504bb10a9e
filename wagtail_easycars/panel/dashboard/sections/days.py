"""How the runs of a site ended, day by day in its own time zone, by one query."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, IntegerField, Value, When

from wagtail_easycars.models import SyncRun

DAYS = 30
Status = SyncRun.Status
RESULTS = (Status.SUCCESS, Status.WARNING, Status.FAILED)


@dataclass
class Day:
    """How many runs of one kind began on ``date``, by how they ended."""

    date: date
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def succeeded(self) -> int:
        return self.counts[Status.SUCCESS]

    @property
    def warned(self) -> int:
        return self.counts[Status.WARNING]

    @property
    def failed(self) -> int:
        return self.counts[Status.FAILED]

    @property
    def passed(self) -> int:
        return self.succeeded + self.warned


def count_runs(site_id: int, time_zone: ZoneInfo, now: datetime) -> dict[str, list[Day]]:
    """Return the last thirty days, today included, for each kind of which a run ended in them.

    The days' limits are part of the query: databases know time zones differently, if at all, and a
    day of 23 hours is one too.
    """
    today = now.astimezone(time_zone).date()
    dates = [today - timedelta(days=ago) for ago in range(DAYS - 1, -1, -1)]
    starts = [datetime.combine(each, time.min, time_zone) for each in dates]
    # The latest first, so that each run is the day's whose start it is the first to be after.
    by_day = Case(
        *(
            When(started_at__gte=start, then=Value(number))
            for number, start in reversed(list(enumerate(starts)))
        ),
        output_field=IntegerField(),
    )
    # With all kinds named, the runs of these days are found by an index.
    runs = SyncRun.objects.filter(
        site=site_id,
        kind__in=SyncRun.Kind.values,
        started_at__gte=starts[0],
        status__in=RESULTS,
    )
    rows = runs.order_by().annotate(day=by_day).values_list("kind", "day", "status")
    days: dict[str, list[Day]] = {}
    for kind, number, status, count in rows.annotate(count=Count("pk")):
        days.setdefault(kind, [Day(each) for each in dates])[number].counts[status] += count
    return {kind: days[kind] for kind in SyncRun.Kind.values if kind in days}
