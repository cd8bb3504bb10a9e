"""Finding the runs that did something to a record."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from wagtail_easycars.models import Lead, SyncChange, SyncRun, Vehicle


def find_runs(runs: QuerySet[SyncRun], number: str) -> QuerySet[SyncRun]:
    """Return of ``runs`` those that changed, or could not use, what bears ``number``.

    That is a stock number, a lead number or a lead's reference, in full; upper and lower case are
    the same. Runs that knew a record by another number are found by the one it bears now.
    """
    # An index is of no use to a comparison that ignores case.
    spellings = {number.strip(), number.strip().upper(), number.strip().lower()}
    vehicles = Vehicle.objects.filter(stock_number__in=spellings)
    leads = Lead.objects.filter(lead_number__in=spellings)
    # Each by its own index, which one condition over all three tables could not use.
    return runs.filter(
        Q(pk__in=_get_runs(Q(reference__in=spellings)))
        | Q(pk__in=_get_runs(Q(vehicle__in=vehicles.order_by().values("pk"))))
        | Q(pk__in=_get_runs(Q(lead__in=leads.order_by().values("pk"))))
    )


def _get_runs(condition: Q) -> QuerySet[SyncChange, int]:
    return SyncChange.objects.filter(condition).order_by().values_list("run", flat=True)


def find_changes(changes: QuerySet[SyncChange], text: str) -> QuerySet[SyncChange]:
    """Return of ``changes``, which are one run's, those whose number has ``text`` in it."""
    return changes.filter(reference__icontains=text.strip())
