# ruff: noqa: PLR0917  (pytest passes fixtures and parameters by name)
"""After runs of the stock, with everything logged: no secret in any table, line or message."""

import json

import pytest
from django.core.cache import cache

from tests.client.leaks import found_in
from tests.torture.commands import run_command
from tests.torture.feeds import plain_items
from tests.torture.leaks import database_as_text, everything_logged
from wagtail_easycars.models import SyncRun

pytestmark = pytest.mark.django_db

STOCK = "GetAdvertisementStocks"
TOKEN = "StockService/RequestToken"
FAULTS = [
    (STOCK, "html_page", {}),
    (STOCK, "status", {"status": 500}),
    (STOCK, "status", {"status": 401}),
    (STOCK, "reset", {}),
    (STOCK, "redirect", {}),
    (STOCK, "hang", {"seconds": 30}),
    (TOKEN, "html_page", {}),
    (TOKEN, "status", {"status": 500}),
    (TOKEN, "reset", {}),
    (TOKEN, "redirect", {}),
    (TOKEN, "hang", {"seconds": 30}),
]


@pytest.fixture
def secrets(sandbox):
    account = sandbox.accounts["harbour"]
    return [account.stock_client_secret, account.lead_client_secret, account.account_secret]


@pytest.fixture
def log():
    with everything_logged() as lines:
        yield lines


def sync_by_command(*options):
    return run_command("easycars_sync", "stock", "--site", "harbour.example", *options).said


def test_no_secret_is_kept_or_shown_by_any_run(
    sandbox, site, easycars, sync, settings, log, secrets
):
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "READ_TIMEOUT": 0.3,
        "CALL_DEADLINE": 0.5,
        "STOCK_DEADLINE": 0.5,
    }
    sandbox.set_stock("harbour", plain_items(3))
    cache.clear()
    said = [sync_by_command(), sync_by_command("--json"), sync_by_command("--dry-run")]
    echo = {"message": f"No {' '.join(secrets)}"}
    echoes = [(STOCK, code, echo) for code in ("code_1", "code_7", "code_9", "code_5_with_list")]
    for endpoint, fault, options in [*FAULTS, *echoes]:
        cache.clear()
        sandbox.fail(fault, endpoint, times=2, **options)
        said += [sync_by_command(), sync_by_command("--dry-run", "--json")]
        sandbox.heal()
    easycars.account_secret = "mistyped"
    easycars.save()
    said.append(sync_by_command())
    secrets.append("mistyped")

    errors = SyncRun.objects.values_list("error", flat=True)
    assert SyncRun.objects.filter(status="failed").count() > 10
    assert "RequestToken" in log.getvalue()
    dump = database_as_text()
    assert easycars.account_number in dump
    for text in ("\n".join(said), "\n".join(errors), dump, log.getvalue()):
        assert found_in(text, secrets) == set()


def test_no_secret_that_a_token_request_echoes_is_shown(sandbox, site, easycars, secrets):
    cache.clear()
    sandbox.fail("code_1", TOKEN, message=f"No {' '.join(secrets)}")
    assert found_in(sync_by_command(), secrets) == set()


def test_no_token_is_kept_in_the_database_or_logged(sandbox, easycars, sync, log):
    cache.clear()
    tokens = []
    issue = sandbox.tokens.issue
    sandbox.set_stock("harbour", plain_items(3))
    sandbox.tokens.issue = lambda *args, **kw: tokens.append(issue(*args, **kw)) or tokens[-1]
    try:
        assert sync().status == SyncRun.Status.SUCCESS
    finally:
        del sandbox.tokens.issue
    assert tokens
    token = tokens[0] if isinstance(tokens[0], str) else json.dumps(tokens[0])
    assert found_in(database_as_text(), [token]) == set()
    assert found_in(log.getvalue(), [token]) == set()
