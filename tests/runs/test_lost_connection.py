"""A run whose database was restarted says how it ended, and frees its lease."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, InterfaceError, connection

from tests.torture.feeds import plain_items
from wagtail_easycars.models import SyncLease, SyncRun
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.stock.sync import sync_stock

OWN_NUMBER = {"postgresql": "SELECT pg_backend_pid()", "mysql": "SELECT CONNECTION_ID()"}
END = {"postgresql": "SELECT pg_terminate_backend(%s)", "mysql": "KILL %s"}


def lose_connection(run):
    """Have the database end the connection, as it does when it is restarted."""
    with connection.cursor() as cursor:
        cursor.execute(OWN_NUMBER[connection.vendor])
        [number] = cursor.fetchone()
    another = connection.copy("another")
    with another.cursor() as cursor:
        cursor.execute(END[connection.vendor], [number])
    another.close()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no connection to lose")
@pytest.mark.django_db(transaction=True)
def test_it_is_not_at_work_for_ever(sandbox, site, easycars, settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "BATCH_SIZE": 2}
    sandbox.set_stock("harbour", plain_items(6))
    run = create_run(site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.COMMAND)
    with pytest.raises((DatabaseError, InterfaceError)):
        sync_stock(run, progress=lose_connection)

    run.refresh_from_db()
    assert run.status == SyncRun.Status.FAILED
    assert SyncLease.objects.get().holder == ""
