"""Keeps what a comparison finds, with what people have decided about it before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from wagtail_easycars.models import Difference, SyncRun
from wagtail_easycars.reconciliation.found import Found
from wagtail_easycars.runs.batches import BatchWriter, batches
from wagtail_easycars.runs.rows import insert_rows

Kind, Cause, Decision = Difference.Kind, Difference.Cause, Difference.Decision

# What is written of a difference that was found, and of these what tells whether it is another one
# than it was when somebody decided.
WRITTEN = (
    *("cause", "detail", "reference", "title", "ours", "theirs", "item", "feed_digest"),
    *("vehicle_id", "lead_id"),
)
COMPARED = tuple(name for name in WRITTEN if name != "item")
DECIDED_ON = ("cause", "ours", "theirs")
UNDECIDED: dict[str, Any] = {"decision": Decision.OPEN, "decided_by": None, "decided_at": None}
ROWS_A_STATEMENT = 200

# The cause that a difference has from the moment that it was decided to leave it so.
CAUSE_OF_STANDING = {
    Cause.NEW: Cause.LEFT_OFF,
    Cause.FAILED: Cause.LEFT_OFF,
    Cause.BY_HAND: Cause.LEFT_OFF,
    Cause.MISSING: Cause.KEPT,
    Cause.HELD: Cause.KEPT,
}
STANDING_KINDS = (Kind.ONLY_THERE, Kind.ONLY_HERE)


class Known(NamedTuple):
    """A difference that was stored before."""

    pk: int
    key: str
    kind: str
    decision: str
    values: tuple[Any, ...]


class Pair(NamedTuple):
    """What was found, and the row that it goes to, if there is one."""

    found: Found
    known: Known | None


class DifferenceStore:
    """Brings the rows of one site in line with what was found."""

    def __init__(self, writer: BatchWriter) -> None:
        self._writer = writer
        self._site_id = writer.run.site_id
        rows = Difference.objects.filter(site=self._site_id).order_by()
        columns = rows.values_list("pk", "key", "kind", "decision", *COMPARED)
        self._known = {
            key: Known(pk, key, kind, decision, tuple(values))
            for pk, key, kind, decision, *values in columns.iterator(5000)
        }
        self._gone = {known.pk for known in self._known.values()}

    def save(self, found: Iterable[Found]) -> None:
        """Store ``found``; what people have decided stays, unless it is another thing by now."""
        pairs: dict[str, Pair] = {}
        for each in found:
            pairs.setdefault(each.key, Pair(each, self._known.get(each.key)))
        for some in batches(pairs.values()):
            self._writer.write(some, self._write)
        self._gone -= {pair.known.pk for pair in pairs.values() if pair.known}

    def drop_others(self, covered: Q) -> None:
        """Forget those of ``covered``, a condition on rows, that were not found any more.

        What somebody has left off the site stays so: it may come back.
        """
        rows = Difference.objects.filter(covered, site=self._site_id)
        left_off = Q(kind=Kind.ONLY_THERE, decision=Decision.OURS)
        keys = rows.exclude(left_off).order_by("pk").values_list("pk", flat=True)
        for some in batches(key for key in keys.iterator(5000) if key in self._gone):
            self._writer.write(some, _drop)

    def _write(self, run: SyncRun, pairs: Sequence[Pair]) -> Counter[str]:
        new = [found for found, known in pairs if known is None]
        _insert(self._site_id, new)
        changed = [
            (found, known)
            for found, known in pairs
            if known and (_values_of(found, known) != known.values or _is_reopened(found, known))
        ]
        _update(changed)
        return Counter(
            created=len(new),
            updated=len(changed),
            unchanged=len(pairs) - len(new) - len(changed),
            done=len(pairs),
        )


def _insert(site_id: int, new: Sequence[Found]) -> None:
    columns = ("key", "kind", "field", *WRITTEN)
    rows = [tuple(getattr(found, name) for name in columns) for found in new]
    insert_rows(Difference, columns, rows, {"site_id": site_id, "found_at": timezone.now()})


def _values_of(found: Found, known: Known) -> tuple[Any, ...]:
    """Return what is stored of ``found`` where somebody may have decided on ``known``."""
    values = {name: getattr(found, name) for name in COMPARED}
    values["cause"] = _cause_of(found, known)
    return tuple(values.values())


def _cause_of(found: Found, known: Known) -> str:
    if known.decision == Decision.OURS and found.kind in STANDING_KINDS:
        return CAUSE_OF_STANDING.get(Cause(found.cause), Cause(found.cause)).value
    return found.cause


def _is_reopened(found: Found, known: Known) -> bool:
    """Return whether a decision on ``known`` says nothing about ``found``.

    What was taken over and is found all the same has come back since.
    """
    if known.decision in (Decision.OPEN, Decision.THEIRS):
        return known.decision == Decision.THEIRS
    if known.kind in STANDING_KINDS and known.decision == Decision.OURS:
        return False
    before = dict(zip(COMPARED, known.values, strict=True))
    return any(before[name] != getattr(found, name) for name in DECIDED_ON)


def _update(changed: Sequence[tuple[Found, Known]]) -> None:
    rows = []
    for found, known in changed:
        row = Difference(pk=known.pk, decision=known.decision)
        for name in WRITTEN:
            setattr(row, name, getattr(found, name))
        row.cause = _cause_of(found, known)
        rows.append(row)
    names = [name.removesuffix("_id") for name in WRITTEN]
    Difference.objects.bulk_update(rows, names, batch_size=ROWS_A_STATEMENT)
    reopened = [known.pk for found, known in changed if _is_reopened(found, known)]
    get_rows(reopened).update(**UNDECIDED, found_at=timezone.now())


def _drop(run: SyncRun, keys: Sequence[int]) -> Counter[str]:
    get_rows(keys).delete()
    return Counter(withdrawn=len(keys))


def get_rows(keys: Sequence[int]) -> QuerySet[Difference]:
    return Difference.objects.filter(pk__in=keys)
