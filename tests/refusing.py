"""A database that refuses what is written, and repeats it in its words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, connection

from wagtail_easycars.models import Lead


class Refused(IntegrityError):
    """As PostgreSQL would say it, on every database."""


@contextmanager
def refusing_leads(statement: str, words: str) -> Iterator[None]:
    """Let the database refuse each ``statement``, such as INSERT, of leads with ``words``."""

    def refuse(execute, sql, params, many, context):
        if sql.startswith(statement) and f'"{Lead._meta.db_table}"' in sql.replace("`", '"'):
            raise Refused(f"DETAIL:  Failing row contains (1, {words}, null).")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield
