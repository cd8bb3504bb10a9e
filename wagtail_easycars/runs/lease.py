"""One run a site and kind, on every database and over several machines.

A lease has a holder and an expiry. Its ``fence`` grows with each holder; a holder proves in each of
its transactions that holder and fence are still its own, so that one that was silent for too long
can write nothing more.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_easycars.conf import app_settings
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import SyncLease, SyncRun
from wagtail_easycars.runs.processes import is_dead, new_holder
from wagtail_easycars.runs.stopping import end_if_told
from wagtail_easycars.site_names import get_site_name


class RunUnderWay(EasyCarsError):
    """Another run has the lease; ``run`` is that run, or ``None`` where it is not known."""

    def __init__(self, site: Site, run: SyncRun | None) -> None:
        self.run = run
        number = f"#{run.pk}" if run else "?"
        super().__init__(
            _("A sync of %(site)s is under way already (run %(run)s). Wait until it has ended.")
            % {"site": get_site_name(site), "run": number}
        )


class LeaseLost(EasyCarsError):
    """Another run has taken over, because this one was silent for longer than its lease."""

    def __init__(self) -> None:
        super().__init__(_("Another run has taken over, because this one was silent for too long."))


class Lease:
    """A lease that is held; ``hold()`` makes one."""

    def __init__(self, pk: int, holder: str, fence: int) -> None:
        self._pk = pk
        self._holder = holder
        self._fence = fence

    def renew(self, *, seconds: float | None = None) -> None:
        """Extend the lease by ``seconds``, by default ``LEASE_SECONDS``.

        Call it first in every transaction that writes; it locks the lease until that ends. Raises
        ``LeaseLost`` where the lease is another's by now, and ``SystemExit`` where the process was
        told to stop.
        """
        end_if_told()
        if not self._row().update(expires_at=_expiry(seconds)):
            raise LeaseLost

    def release(self) -> None:
        """Give the lease back; does nothing where it is another's by now."""
        self._row().update(holder="", expires_at=None)

    def _row(self) -> QuerySet[SyncLease]:
        return SyncLease.objects.filter(pk=self._pk, holder=self._holder, fence=self._fence)


def hold(run: SyncRun) -> Lease:
    """Return the lease of ``run``'s site and kind, now held by ``run``.

    Takes over from a holder that is silent for longer than its lease, or whose process is known to
    have died. Raises ``RunUnderWay`` where the holder is alive.
    """
    row, _created = SyncLease.objects.get_or_create(site=run.site, kind=run.kind)
    now = timezone.now()
    free = Q(holder="") | Q(expires_at__lt=now) | Q(expires_at__gt=now + _longest())
    if is_dead(row.holder):
        free |= Q(holder=row.holder, fence=row.fence)
    holder = new_holder()
    taken = SyncLease.objects.filter(free, pk=row.pk).update(
        holder=holder, fence=F("fence") + 1, expires_at=_expiry(), run=run
    )
    row = SyncLease.objects.select_related("run").get(pk=row.pk)
    if not taken or row.holder != holder:
        raise RunUnderWay(run.site, row.run)
    return Lease(row.pk, holder, row.fence)


def take_away(lease: SyncLease) -> bool:
    """Let whoever held ``lease`` write nothing more; return ``False`` where it has moved since."""
    unchanged = SyncLease.objects.filter(
        pk=lease.pk, holder=lease.holder, fence=lease.fence, expires_at=lease.expires_at
    )
    return bool(unchanged.update(holder="", fence=F("fence") + 1, expires_at=None))


def is_held(site: Site, kind: str) -> bool:
    """Return whether a run of ``kind`` is at work for ``site``, as far as can be told."""
    now = timezone.now()
    return any(is_alive(lease, now) for lease in SyncLease.objects.filter(site=site, kind=kind))


def is_alive(lease: SyncLease, now: datetime) -> bool:
    """Return whether somebody holds ``lease`` and is at work, as far as can be told."""
    if not lease.holder or lease.expires_at is None:
        return False
    has_time_left = now <= lease.expires_at <= now + _longest()
    return has_time_left and not is_dead(lease.holder)


def _longest() -> timedelta:
    """Return how far ahead a lease can expire where no clock was ever wrong."""
    return timedelta(seconds=app_settings.STOCK_DEADLINE + 2 * app_settings.LEASE_SECONDS)


def _expiry(seconds: float | None = None) -> datetime:
    return timezone.now() + timedelta(seconds=seconds or app_settings.LEASE_SECONDS)
