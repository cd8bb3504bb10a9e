"""The way by which every decision goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby
from typing import Any, TypeAlias

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_easycars.connection import get_settings
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.images.follow_up import queue_images
from wagtail_easycars.models import Difference, SyncChange, SyncRun, Vehicle
from wagtail_easycars.publishing.inventory import NoInventoryPage, get_inventory_page
from wagtail_easycars.publishing.publish import publish_vehicles
from wagtail_easycars.reconciliation.decisions.fields import keep_values, take_values
from wagtail_easycars.reconciliation.decisions.leads import settle_lead
from wagtail_easycars.reconciliation.decisions.pages import leave_unpublished, publish_pages
from wagtail_easycars.reconciliation.decisions.result import Settle
from wagtail_easycars.reconciliation.decisions.stock import (
    bring_in,
    keep_on_site,
    leave_off,
    withdraw,
)
from wagtail_easycars.reconciliation.log_actions import log_decision
from wagtail_easycars.reconciliation.offers import get_offers
from wagtail_easycars.reconciliation.store import CAUSE_OF_STANDING, STANDING_KINDS
from wagtail_easycars.runs.batches import BatchWriter, batches, in_time
from wagtail_easycars.runs.lease import is_held
from wagtail_easycars.runs.lifecycle import finish, new_run, running
from wagtail_easycars.site_names import get_site_name

Kind, Cause = Difference.Kind, Difference.Cause
Decision: TypeAlias = Difference.Decision

# By what it is told that a difference is still what a person was shown.
SEEN = ("decision", "cause", "ours", "theirs")

SETTLE: dict[tuple[str, str], Settle] = {
    (Kind.ONLY_THERE, Decision.THEIRS): bring_in,
    (Kind.ONLY_THERE, Decision.OURS): leave_off,
    (Kind.ONLY_HERE, Decision.THEIRS): withdraw,
    (Kind.ONLY_HERE, Decision.OURS): keep_on_site,
    (Kind.FIELD, Decision.THEIRS): take_values,
    (Kind.FIELD, Decision.OURS): keep_values,
    (Kind.HIDDEN, Decision.THEIRS): publish_pages,
    (Kind.HIDDEN, Decision.OURS): leave_unpublished,
}


class ComparisonUnderWay(EasyCarsError):
    """The differences of the site are being found anew."""

    def __init__(self, site: Site) -> None:
        super().__init__(
            _("%(site)s is being compared with EasyCars. Decide when that has ended.")
            % {"site": get_site_name(site)}
        )


@dataclass(frozen=True)
class Outcome:
    """How many differences were decided on, and how many not: what they are about has moved, the
    person may not publish its page, or there was no time for them. ``problems`` say what else
    needs a person."""

    decided: int
    moved: int
    not_permitted: int = 0
    waiting: int = 0
    problems: str = ""


def decide(
    site: Site,
    keys: Collection[int],
    decision: str,
    *,
    user: Any = None,
    trigger: str = SyncRun.Trigger.MANUAL,
    deadline: float | None = None,
) -> Outcome:
    """Carry out ``decision`` on the differences ``keys`` of ``site``.

    What has moved since the comparison is left as it is. After ``deadline``, by
    ``time.monotonic()``, no further batch is begun; without one, all are decided on. Raises
    ``RunUnderWay`` where a sync of the site's stock is at work, and ``ComparisonUnderWay``.
    """
    if is_held(site, SyncRun.Kind.COMPARISON):
        raise ComparisonUnderWay(site)
    decider = Decider(site, keys, Decision(decision), user, deadline)
    if decision in (Decision.IGNORED, Decision.OPEN):
        decider.mark_only()
    else:
        decider.settle(trigger)
    return decider.get_outcome()


class Decider:
    """Carries out one decision of one person on many differences of a site."""

    def __init__(
        self,
        site: Site,
        keys: Collection[int],
        decision: Decision,
        user: Any,
        deadline: float | None,
    ) -> None:
        self._deadline = deadline
        self._site, self._decision, self._user = site, decision, user
        self._keys = set(keys)
        self._now = timezone.now()
        self._not_permitted = 0
        self._waiting = 0
        self._problems: list[str] = []

    def mark_only(self) -> None:
        for differences in self._in_time(batches(self._get_chosen())):
            with transaction.atomic():
                self._mark(_lock_unmoved(differences))

    def settle(self, trigger: str) -> None:
        chosen = self._get_chosen()
        about_leads = [each for each in chosen if each.is_about_lead]
        for some in self._in_time(batches(about_leads, size=1)):
            with transaction.atomic():
                self._settle_lead(some[0])
        if len(about_leads) < len(chosen):
            self._settle_vehicles(trigger)

    def _settle_lead(self, difference: Difference) -> None:
        for unmoved in _lock_unmoved([difference]):
            if settle_lead(unmoved, self._decision, self._user):
                self._mark([unmoved])

    def _settle_vehicles(self, trigger: str) -> None:
        kind = SyncRun.Kind.STOCK
        run = new_run(self._site, kind, trigger=trigger, user=self._user, is_exchange=False)
        with running(run) as lease:
            writer = BatchWriter(run, lease)
            # No sync changes what they are about any more, now that the lease is held.
            chosen = [each for each in self._get_chosen() if not each.is_about_lead]
            run.total = len(chosen)
            self._write(writer, chosen)
            run.total = run.done
            if self._decision == Decision.THEIRS:
                self._publish(writer)
            run.held = Vehicle.objects.filter(site=self._site).held().count()
            finish(run, self._problems)
        if run.status == SyncRun.Status.FAILED:
            self._problems.append(run.error)
        if run.created:
            queue_images(self._site)

    def get_outcome(self) -> Outcome:
        decided = Difference.objects.filter(site=self._site, decided_at=self._now).count()
        moved = len(self._keys) - decided - self._not_permitted - self._waiting
        problems = "\n".join(self._problems)
        return Outcome(decided, moved, self._not_permitted, self._waiting, problems)

    def _get_chosen(self) -> list[Difference]:
        """Return what can be decided so now, by kind."""
        rows = Difference.objects.filter(site=self._site).select_related("vehicle", "lead")
        rows = rows.defer("vehicle__feed", "vehicle__extra", "vehicle__description")
        found = chain.from_iterable(rows.filter(pk__in=some) for some in batches(self._keys))
        chosen = [each for each in found if self._decision in get_offers(each)]
        return sorted(chosen, key=lambda each: (each.kind, each.pk))

    def _write(self, writer: BatchWriter, chosen: Iterable[Difference]) -> None:
        for some in self._in_time(_in_batches_of_a_kind(chosen)):
            settle = partial(self._settle, SETTLE[some[0].kind, self._decision])
            writer.write(some, settle, refuse=self._refuse)

    def _in_time(self, batches: Iterable[list[Difference]]) -> Iterator[list[Difference]]:
        """Yield of ``batches`` what there is time for, and count what there is not."""
        work = list(batches)
        left = sum(map(len, work))
        for some in in_time(work, self._deadline):
            left -= len(some)
            yield some
        self._waiting += left

    def _settle(
        self, settle: Settle, run: SyncRun, differences: Sequence[Difference]
    ) -> Counter[str]:
        result = settle(run, _lock_unmoved(differences), self._user)
        self._mark(result.settled)
        self._not_permitted += result.not_permitted
        return result.counts + Counter(done=len(differences))

    def _refuse(self, run: SyncRun, difference: Difference, reason: str) -> Counter[str]:
        SyncChange.objects.create(
            run=run,
            action=SyncChange.Action.FAILED,
            vehicle=difference.vehicle,
            user=self._user,
            reference=difference.reference,
            title=difference.title,
            error=reason,
        )
        self._problems.append(f"{difference}: {reason}")
        return Counter(failed=1, done=1)

    def _publish(self, writer: BatchWriter) -> None:
        try:
            inventory_page = get_inventory_page(get_settings(self._site))
        except NoInventoryPage as error:
            self._problems.append(str(error))
        else:
            publish_vehicles(writer, inventory_page)

    def _mark(self, differences: Sequence[Difference]) -> None:
        """Note the decision on each of ``differences``, and log it."""
        keys = [difference.pk for difference in differences]
        rows = Difference.objects.filter(pk__in=keys)
        rows.update(decision=self._decision, decided_by=self._user, decided_at=self._now)
        if self._decision == Decision.OURS:
            _note_causes(differences)
        log_decision(differences, self._decision, self._user)


def _in_batches_of_a_kind(differences: Iterable[Difference]) -> Iterator[list[Difference]]:
    for _kind, some in groupby(differences, key=lambda each: each.kind):
        yield from batches(some)


def _lock_unmoved(differences: Sequence[Difference]) -> list[Difference]:
    """Lock ``differences``; return those that nobody has decided on, or found otherwise, since."""
    keys = [difference.pk for difference in differences]
    rows = Difference.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    now = {pk: seen for pk, *seen in rows.values_list("pk", *SEEN)}
    return [each for each in differences if now.get(each.pk) == [getattr(each, n) for n in SEEN]]


def _note_causes(differences: Sequence[Difference]) -> None:
    """From now on they differ because it was decided so."""
    causes: dict[str, list[int]] = {}
    for difference in differences:
        if cause := _get_cause_once_kept(difference):
            causes.setdefault(cause, []).append(difference.pk)
    for cause, keys in causes.items():
        Difference.objects.filter(pk__in=keys).update(cause=cause)


def _get_cause_once_kept(difference: Difference) -> str | None:
    if difference.kind == Kind.FIELD:
        return Cause.PINNED
    if difference.kind in STANDING_KINDS:
        return CAUSE_OF_STANDING.get(Cause(difference.cause))
    return None
