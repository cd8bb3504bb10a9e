"""Signals for sites that want to act on what a sync did.

All are sent once the database has committed, in the process that ran the sync.

``vehicles_created``, ``vehicles_updated``, ``vehicles_withdrawn``
    ``sender`` is ``Vehicle``; ``run`` the ``SyncRun``, ``vehicles`` a list of ``Vehicle``. Since
    vehicles are written in batches, ``post_save`` is not sent for them.
``sync_finished``
    ``sender`` is ``SyncRun``; ``run`` the run, however it ended.
"""

from django.dispatch import Signal

vehicles_created = Signal()
vehicles_updated = Signal()
vehicles_withdrawn = Signal()
sync_finished = Signal()
