"""A process with a database of its own, whose children synchronise while others rotate the keys.

It answers as ``process`` does, and has neither threads nor open connections when it forks.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django

from tests.torture.process import ACTIONS, be_the_command, main

SECRET_FIELDS = ("account_secret", "stock_client_secret", "lead_client_secret")


def share_accounts(sites: list[str]) -> dict[str, Any]:
    """Connect more sites to the sandbox's first account."""
    from tests.conftest import connect, make_site
    from wagtail_easycars.sandbox.accounts import ACCOUNTS

    for site in sites:
        connect(make_site(site), ACCOUNTS["harbour"])
    return {}


def rotate_amid_syncs(sites: list[str], keys: list[str]) -> dict[str, Any]:
    """Synchronise ``sites`` and rotate to the first of ``keys``, all at once in children."""
    with _keys(keys):
        syncs = [_fork("easycars_sync", "stock", "--site", site) for site in sites]
        rotations = [_fork("easycars_rotate_keys") for _ in range(2)]
        return {"syncs": _exits(syncs), "rotations": _exits(rotations)}


def finish_rotation(keys: list[str]) -> dict[str, Any]:
    """Rotate what others have changed meanwhile, as the command asks for."""
    with _keys(keys):
        return {"exits": _exits([_fork("easycars_rotate_keys")])}


def read_secrets(keys: list[str]) -> dict[str, Any]:
    """Return whether ``--check`` is content with ``keys``, and the secrets that they open."""
    from wagtail_easycars.models import EasyCarsSettings
    from wagtail_easycars.rotation import check_keys

    with _keys(keys):
        report = check_keys()
        rows = EasyCarsSettings.objects.order_by("site__hostname")
        secrets = [[getattr(row, name).reveal() for name in SECRET_FIELDS] for row in rows]
    return {"is_complete": report.is_complete, "secrets": secrets}


@contextmanager
def _keys(keys: list[str]) -> Iterator[None]:
    from django.conf import settings
    from django.test import override_settings

    values = {**settings.WAGTAIL_EASYCARS, "ENCRYPTION_KEYS": keys}
    with override_settings(WAGTAIL_EASYCARS=values):
        yield


def _fork(*arguments: str) -> int:
    child = os.fork()
    if not child:
        be_the_command(list(arguments))
    return child


def _exits(children: list[int]) -> list[int]:
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


if __name__ == "__main__":
    django.setup()
    own: tuple[Callable[..., dict[str, Any]], ...] = (
        share_accounts,
        rotate_amid_syncs,
        finish_rotation,
        read_secrets,
    )
    main({**ACTIONS, **{action.__name__: action for action in own}})
