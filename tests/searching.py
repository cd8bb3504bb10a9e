"""What tests of Wagtail's search have to know about the database."""

from __future__ import annotations

import pytest
from django.db import connection

finds_only_what_is_committed = pytest.mark.skipif(
    connection.vendor == "mysql",
    reason="InnoDB's full text search does not see what the transaction itself has written",
)
