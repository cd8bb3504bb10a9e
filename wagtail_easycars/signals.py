"""Signals for sites that want to act on what a sync did, or on what needs a person.

All are sent once the database has committed, in the process that ran the sync. What a receiver
raises is logged, and stops neither the sync nor other receivers.

``vehicles_created``, ``vehicles_updated``, ``vehicles_withdrawn``
    ``sender`` is ``Vehicle``; ``run`` the ``SyncRun``, ``vehicles`` a list of ``Vehicle``. Since
    vehicles are written in batches, ``post_save`` is not sent for them.
``sync_finished``
    ``sender`` is ``SyncRun``; ``run`` the run, however it ended. ``error`` is the
    ``EasyCarsError`` that failed it, or ``None``; ``is_exchange`` is false for a run that carried
    out what a person decided; ``settings`` are the ``EasyCarsSettings`` that it used, or ``None``
    where nobody can tell.
``trouble_began``, ``trouble_over``
    ``sender`` is ``Trouble``; ``trouble`` what needs a person, or no longer does. Each is sent once
    a trouble.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.dispatch import Signal

if TYPE_CHECKING:
    from wagtail_easycars.models import SyncRun, Vehicle

vehicles_created = Signal()
vehicles_updated = Signal()
vehicles_withdrawn = Signal()
sync_finished = Signal()
trouble_began = Signal()
trouble_over = Signal()


def announce(signal: Signal, run: SyncRun, vehicles: Sequence[Vehicle]) -> None:
    """Send ``signal`` about ``vehicles``, if there are any, once the transaction has committed."""
    if vehicles:
        sender = type(vehicles[0])
        # Not a partial: Django logs what fails by its name, which that has not.
        transaction.on_commit(
            lambda: signal.send_robust(sender=sender, run=run, vehicles=vehicles), robust=True
        )
