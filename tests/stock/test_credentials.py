# ruff: noqa: PLR0917  (pytest passes fixtures and parameters by name)
"""Credentials and keys that are wrong, half there or of somebody else."""

import pytest
from django.core.cache import cache

from tests.conftest import connect, make_site
from tests.torture.commands import run_command
from tests.torture.feeds import plain_items
from tests.torture.state import state_of
from wagtail_easycars.encryption import new_key
from wagtail_easycars.models import EasyCarsSettings, SyncRun
from wagtail_easycars.sandbox import Sandbox

pytestmark = pytest.mark.django_db

SECRETS = ("account_secret", "stock_client_secret", "lead_client_secret")
WRONG = {
    "client id": ("stock_client_id", "somebody-else", "client ID and client secret"),
    "client secret": ("stock_client_secret", "mistyped", "client ID and client secret"),
    "account number": ("account_number", "EC000000", "account number and account secret"),
    "account secret": ("account_secret", "mistyped", "account number and account secret"),
}
MISSING = {
    "client id": ("stock_client_id", "lack: client ID"),
    "client secret": ("stock_client_secret", "lack: client secret"),
    "account number": ("account_number", "lack: account number"),
    "account secret": ("account_secret", "lack: account secret"),
}


@pytest.fixture(autouse=True)
def no_token_is_cached(easycars):
    cache.clear()


@pytest.fixture
def undisturbed(sandbox, site, sync):
    sandbox.set_stock("harbour", plain_items(4))
    assert sync().status == SyncRun.Status.SUCCESS
    return state_of(site)


def use_keys(settings, *keys):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "ENCRYPTION_KEYS": list(keys)}


def assert_sync_fails(site, reason, undisturbed):
    outcome = run_command("easycars_sync", "stock", "--site", "harbour.example")
    assert outcome.status == 1
    assert outcome.stderr.startswith("harbour.example: ")
    assert reason in outcome.stderr
    assert "Traceback" not in outcome.said
    run = SyncRun.objects.latest("pk")
    assert (run.status, reason in run.error) == (SyncRun.Status.FAILED, True)
    assert state_of(site) == undisturbed


@pytest.mark.parametrize(("field", "value", "reason"), WRONG.values(), ids=WRONG)
def test_a_wrong_credential_is_named_and_changes_nothing(
    site, easycars, sync, undisturbed, field, value, reason
):
    right = getattr(easycars, field)
    setattr(easycars, field, value)
    easycars.save()
    assert_sync_fails(site, reason, undisturbed)
    assert_sync_fails(site, reason, undisturbed)

    setattr(easycars, field, right)
    easycars.save()
    assert sync().status == SyncRun.Status.SUCCESS
    assert state_of(site) == undisturbed


@pytest.mark.parametrize(("field", "reason"), MISSING.values(), ids=MISSING)
def test_a_missing_credential_is_named_before_easycars_is_called(
    site, easycars, sandbox, undisturbed, field, reason
):
    setattr(easycars, field, "")
    easycars.save()
    calls = len(sandbox.calls)
    assert_sync_fails(site, reason, undisturbed)
    assert len(sandbox.calls) == calls


@pytest.fixture
def production(settings, easycars, sandbox):
    """The other environment, which the site is set to now."""
    with Sandbox(catalogue=False) as production:
        settings.WAGTAIL_EASYCARS = {
            **settings.WAGTAIL_EASYCARS,
            "API_BASE_URLS": {"test": sandbox.base_url, "production": production.base_url},
        }
        easycars.environment = "production"
        easycars.save()
        yield production


def test_credentials_of_the_other_environment_are_refused(undisturbed, production, site):
    production.fail("code_1", "StockService/RequestToken")
    assert_sync_fails(site, "client ID and client secret", undisturbed)


def test_a_token_of_one_environment_is_not_used_in_the_other(undisturbed, production, site):
    run_command("easycars_sync", "stock", "--site", "harbour.example")
    endpoints = [call.endpoint for call in production.calls]
    assert endpoints == ["RequestToken", "GetAdvertisementStocks"]


def test_the_account_of_another_dealer_is_refused_with_these_client_credentials(
    site, easycars, sandbox, undisturbed
):
    other = sandbox.accounts["outback"]
    easycars.account_number, easycars.account_secret = other.account_number, other.account_secret
    easycars.save()
    assert_sync_fails(site, "account number and account secret", undisturbed)


def test_a_site_that_is_switched_off_is_not_synchronised(site, easycars, undisturbed):
    easycars.is_active = False
    easycars.save()
    assert_sync_fails(site, "switched off", undisturbed)


def test_a_site_without_settings_says_what_is_missing(sandbox, site):
    make_site("bare.example")
    outcome = run_command("easycars_sync", "stock", "--site", "bare.example")
    assert outcome.status == 1
    assert "bare.example: The EasyCars settings of this site lack: " in outcome.stderr


def test_an_environment_without_address_is_named(settings, site, sandbox, undisturbed):
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "API_BASE_URLS": {"production": sandbox.base_url},
    }
    assert_sync_fails(site, "no environment “test”", undisturbed)


def test_without_encryption_keys_the_sync_says_so(settings, site, undisturbed):
    use_keys(settings)
    assert_sync_fails(site, "ENCRYPTION_KEYS", undisturbed)


def test_a_key_that_is_no_key_is_named_without_showing_it(settings, site, undisturbed):
    use_keys(settings, "k1:tooshort")
    assert_sync_fails(site, "ENCRYPTION_KEYS", undisturbed)
    assert "tooshort" not in SyncRun.objects.latest("pk").error


def test_another_key_under_the_same_id_is_noticed(settings, site, sync, undisturbed):
    right = settings.WAGTAIL_EASYCARS["ENCRYPTION_KEYS"]
    use_keys(settings, new_key("k1"))
    assert_sync_fails(site, "", undisturbed)
    assert SyncRun.objects.latest("pk").error

    use_keys(settings, *right)
    assert sync().status == SyncRun.Status.SUCCESS


def test_a_key_that_was_dropped_too_early_is_named(settings, site, undisturbed):
    use_keys(settings, new_key("k9"))
    assert_sync_fails(site, "k1", undisturbed)


def test_rotated_keys_open_what_the_old_key_encrypted(settings, site, sync, undisturbed):
    old = settings.WAGTAIL_EASYCARS["ENCRYPTION_KEYS"]
    new = new_key("k2")
    use_keys(settings, new, *old)
    assert sync().status == SyncRun.Status.SUCCESS
    assert run_command("easycars_rotate_keys").status == 0
    assert sync().status == SyncRun.Status.SUCCESS

    use_keys(settings, new)
    assert sync().status == SyncRun.Status.SUCCESS
    assert state_of(site) == undisturbed


def test_a_token_in_the_cache_that_no_key_opens_is_replaced(settings, sync, undisturbed):
    old = settings.WAGTAIL_EASYCARS["ENCRYPTION_KEYS"]
    new = new_key("k2")
    use_keys(settings, new, *old)
    run_command("easycars_rotate_keys")
    use_keys(settings, new)
    assert sync().status == SyncRun.Status.SUCCESS


def test_secrets_copied_from_another_row_do_not_open(site, sandbox, easycars, undisturbed):
    other = connect(make_site("outback.example"), sandbox.accounts["outback"])
    stolen = EasyCarsSettings.objects.filter(pk=other.pk).values(*SECRETS[:2]).get()
    EasyCarsSettings.objects.filter(pk=easycars.pk).update(**stolen)
    assert_sync_fails(site, "", undisturbed)
    assert SyncRun.objects.latest("pk").error


def test_one_broken_site_does_not_keep_the_others_from_their_sync(sandbox, site, easycars):
    other = make_site("outback.example")
    connect(other, sandbox.accounts["outback"])
    sandbox.set_stock("outback", plain_items(3))
    easycars.stock_client_secret = "mistyped"
    easycars.save()
    outcome = run_command("easycars_sync", "stock", "--all-sites", "--json")
    assert outcome.status == 1
    statuses = {run["site"]: run["status"] for run in outcome.report["runs"]}
    assert statuses == {"harbour.example": "failed", "outback.example": "success"}


def test_one_undecipherable_site_does_not_keep_the_others_from_their_sync(sandbox, site, easycars):
    other = connect(make_site("outback.example"), sandbox.accounts["outback"])
    stolen = EasyCarsSettings.objects.filter(pk=other.pk).values(*SECRETS[:2]).get()
    EasyCarsSettings.objects.filter(pk=easycars.pk).update(**stolen)
    sandbox.set_stock("outback", plain_items(3))
    outcome = run_command("easycars_sync", "stock", "--all-sites", "--json")
    statuses = {run["site"]: run["status"] for run in outcome.report["runs"]}
    assert statuses == {"harbour.example": "failed", "outback.example": "success"}
