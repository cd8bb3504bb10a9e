"""What a run found and could not use, or did not expect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from wagtail_easycars.models import SyncChange, SyncRun, Vehicle
from wagtail_easycars.stock.feed import Failure
from wagtail_easycars.stock.text import clean_text

Counts = Counter[str]

REFERENCE_LENGTH = 255


def record_failures(run: SyncRun, failures: Sequence[Failure]) -> Counts:
    """Record items that cannot be used, with the vehicle that they are about where it is known."""
    numbers = [failure.stock_number for failure in failures if failure.stock_number]
    known = Vehicle.objects.filter(site_id=run.site_id, stock_number__in=numbers)
    keys = dict(known.values_list("stock_number", "pk"))
    SyncChange.objects.bulk_create(
        SyncChange(
            run=run,
            action=SyncChange.Action.FAILED,
            vehicle_id=keys.get(failure.stock_number),
            reference=failure.stock_number[:REFERENCE_LENGTH],
            title=failure.title,
            after={"vin": failure.vin} if failure.vin else {},
            error=failure.reason,
        )
        for failure in failures
    )
    return Counter(failed=len(failures), done=len(failures))


def record_drift(run: SyncRun, unknown_fields: Sequence[str]) -> Counts:
    """Record fields that the contract does not have, each once a site."""
    names = sorted({clean_text(name)[:REFERENCE_LENGTH] for name in unknown_fields})
    reported = SyncChange.objects.filter(
        run__site_id=run.site_id, action=SyncChange.Action.DRIFT, reference__in=names
    )
    known = set(reported.values_list("reference", flat=True))
    SyncChange.objects.bulk_create(
        SyncChange(
            run=run,
            action=SyncChange.Action.DRIFT,
            reference=name,
            error=_("EasyCars sends a field that its documentation does not have. It is kept."),
        )
        for name in names
        if name not in known
    )
    return Counter()
