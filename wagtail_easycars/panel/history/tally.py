"""How many changes of each kind a run made, and between which keys, read from an index alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, Max, Min, QuerySet

from wagtail_easycars.models import SyncChange, SyncRun


@dataclass(frozen=True)
class Tally:
    """``counts`` are by action, for those that there are."""

    run: SyncRun
    counts: dict[str, int]
    first_key: int
    last_key: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def get_changes(self) -> QuerySet[SyncChange]:
        """Return the run's changes, to be read in the order of their keys.

        The database would look for them by the run's index, and sort all of them for one page; as a
        sum the run is in no index.
        """
        run_id = ExpressionWrapper(F("run_id") + 0, output_field=BigIntegerField())
        between = SyncChange.objects.filter(pk__gte=self.first_key, pk__lte=self.last_key)
        return between.alias(is_of=run_id).filter(is_of=self.run.pk)

    def get_choices(self) -> list[tuple[str, str]]:
        """Return the actions that there are, each with its number, as choices of a field."""
        labels: dict[Any, Any] = dict(SyncChange.Action.choices)
        return [
            (action, f"{label} ({self.counts[action]:,})")
            for action, label in labels.items()
            if action in self.counts
        ]


def tally_changes(run: SyncRun) -> Tally:
    rows = list(
        SyncChange.objects.filter(run=run)
        .order_by()
        .values("action")
        .annotate(number=Count("pk"), first=Min("pk"), last=Max("pk"))
    )
    return Tally(
        run=run,
        counts={row["action"]: row["number"] for row in rows},
        first_key=min((row["first"] for row in rows), default=0),
        last_key=max((row["last"] for row in rows), default=0),
    )
