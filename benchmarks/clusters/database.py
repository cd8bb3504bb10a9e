"""A PostgreSQL database for each measurement, copied from one with all its dealers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

ADMINISTRATION = "dbname=postgres"


def create_database(name: str, *, template: str = "template1") -> None:
    _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    _execute("CREATE DATABASE {} TEMPLATE {}", name, template)


def drop_database(name: str) -> None:
    _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@contextmanager
def copy_of(template: str) -> Iterator[str]:
    """Yield the name of a copy of a database that nobody is connected to; it is dropped after."""
    name = f"{template}_copy"
    create_database(name, template=template)
    try:
        yield name
    finally:
        drop_database(name)


def _execute(statement: str, *names: str) -> None:
    administration = os.environ.get("BENCHMARK_POSTGRES_ADMIN", ADMINISTRATION)
    with psycopg.connect(administration, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
