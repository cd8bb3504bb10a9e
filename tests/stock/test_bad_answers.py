# ruff: noqa: PLR0917  (pytest passes fixtures and parameters by name)
"""Answers that cannot be used change nothing, and say what is wrong."""

import pytest
from django.core.cache import cache

from tests.some_of_many import rest_is_slow
from tests.torture.commands import run_command
from tests.torture.feeds import plain_items
from tests.torture.state import assert_tree_is_sound, listed_numbers, state_of
from wagtail_easycars.models import SyncRun

pytestmark = pytest.mark.django_db

STOCK = "GetAdvertisementStocks"
TOKEN = "StockService/RequestToken"
BROKEN = "The connection to EasyCars broke"
UNUSABLE = "EasyCars sent an answer that cannot be used"
OWN_FAULT = "EasyCars reports a fault of its own"
TOO_LATE = "EasyCars did not answer in time"
UNREACHABLE = "EasyCars could not be reached"
NO_TOKEN = "EasyCars gave no access token"

USELESS_ANSWERS = {
    "an HTML page": ("html_page", {}, UNUSABLE),
    "no body": ("empty_body", {}, UNUSABLE),
    "null": ("null_body", {}, UNUSABLE),
    "cut JSON": ("cut_json", {}, UNUSABLE),
    "a cut body": ("truncated", {}, BROKEN),
    "bytes that are not UTF-8": ("invalid_utf8", {}, UNUSABLE),
    "a redirect": ("redirect", {}, UNUSABLE),
    "400": ("status", {"status": 400}, UNUSABLE),
    "401": ("status", {"status": 401}, "account number and account secret"),
    "403": ("status", {"status": 403}, UNUSABLE),
    "404": ("status", {"status": 404}, UNUSABLE),
    "429": ("status", {"status": 429, "retry_after": 86400}, UNUSABLE),
    "500": ("status", {"status": 500}, OWN_FAULT),
    "502": ("status", {"status": 502}, OWN_FAULT),
    "503": ("status", {"status": 503, "retry_after": 86400}, OWN_FAULT),
    "code 1": ("code_1", {}, "account number and account secret"),
    "code 7": ("code_7", {"message": "Ask us first."}, "EasyCars says: Ask us first."),
    "code 9": ("code_9", {"message": "Out of disk."}, "EasyCars says: Out of disk."),
    "no StockList": ("missing_stock_list", {}, UNUSABLE),
    "a StockList that is no list": ("stock_list_of_other_type", {}, UNUSABLE),
    "a reset": ("reset", {}, BROKEN),
    "a lost answer": ("answer_lost", {}, BROKEN),
    "a hang-up": ("hang_up", {}, BROKEN),
    "silence": ("hang", {"seconds": 30}, TOO_LATE),
    "a drip": ("drip", {"seconds": 0.05}, TOO_LATE),
    "a flood": ("enormous", {"megabytes": 3}, UNUSABLE),
}
NO_TOKENS = {
    "an HTML page": ("html_page", {}, NO_TOKEN),
    "no body": ("empty_body", {}, NO_TOKEN),
    "500": ("status", {"status": 500}, NO_TOKEN),
    "code 1": ("code_1", {}, "client ID and client secret"),
    "code 7": ("code_7", {"message": "Not today."}, "EasyCars says: Not today."),
    "code 9": ("code_9", {}, NO_TOKEN),
    "a reset": ("reset", {}, NO_TOKEN),
    "silence": ("hang", {"seconds": 30}, NO_TOKEN),
    "a redirect": ("redirect", {}, NO_TOKEN),
}
DOUBTFUL_LISTS = {
    "null": ("null_stock_list", {}, "EasyCars sent no vehicles."),
    "empty": ("empty_stock_list", {}, "EasyCars sent no vehicles."),
    "half": ("half_stock_list", {}, "6 of 12 vehicles on the site are missing"),
    "code 5 without a list": ("code_5", {"message": "Try later."}, "a warning: Try later."),
    "code 5 with a list": ("code_5_with_list", {"message": "Some."}, "a warning: Some."),
}

# One of each kind; the default run tries these, the slow one all.
USUAL_ANSWERS = {
    "an HTML page",
    "cut JSON",
    "401",
    "500",
    "code 1",
    "code 7",
    "no StockList",
    "silence",
}
USUAL_REFUSALS = {"500", "code 1", "a reset"}


@pytest.fixture(autouse=True)
def impatient(settings, easycars):
    cache.clear()
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "CONNECT_TIMEOUT": 0.5,
        "READ_TIMEOUT": 0.4,
        "CALL_DEADLINE": 1,
        "STOCK_DEADLINE": 0.8,
        "MAX_STOCK_BYTES": 1024 * 1024,
    }


@pytest.fixture
def undisturbed(sandbox, site, sync):
    """What a healthy sync of 12 vehicles leaves."""
    sandbox.set_stock("harbour", plain_items(12))
    assert sync().status == SyncRun.Status.SUCCESS
    return state_of(site)


def sync_by_command():
    return run_command("easycars_sync", "stock", "--site", "harbour.example")


def assert_failed_and_harmless(outcome, site, reason, undisturbed):
    run = SyncRun.objects.latest("pk")
    assert (run.status, run.finished_at is not None) == (SyncRun.Status.FAILED, True)
    assert reason in run.error
    assert outcome.status == 1
    assert f"harbour.example: {run.error}" in outcome.stderr
    assert "Traceback" not in outcome.said
    assert not run.changes.exists()
    assert state_of(site) == undisturbed


@pytest.mark.parametrize(
    ("fault", "options", "reason"), rest_is_slow(USELESS_ANSWERS, USUAL_ANSWERS)
)
def test_an_answer_that_cannot_be_used_changes_nothing(
    sandbox, site, sync, undisturbed, fault, options, reason
):
    sandbox.fail(fault, STOCK, times=3, **options)
    outcome = sync_by_command()
    assert_failed_and_harmless(outcome, site, reason, undisturbed)

    sandbox.heal()
    assert sync().status == SyncRun.Status.SUCCESS
    assert state_of(site) == undisturbed


@pytest.mark.parametrize(("fault", "options", "reason"), rest_is_slow(NO_TOKENS, USUAL_REFUSALS))
def test_without_a_token_nothing_changes(sandbox, site, sync, undisturbed, fault, options, reason):
    cache.clear()
    sandbox.fail(fault, TOKEN, times=3, **options)
    outcome = sync_by_command()
    assert_failed_and_harmless(outcome, site, reason, undisturbed)

    sandbox.heal()
    assert sync().status == SyncRun.Status.SUCCESS
    assert state_of(site) == undisturbed


def test_a_refused_connection_changes_nothing(sandbox, site, sync, undisturbed):
    sandbox.stop_listening()
    outcome = sync_by_command()
    assert_failed_and_harmless(outcome, site, UNREACHABLE, undisturbed)

    sandbox.heal()
    assert sync().status == SyncRun.Status.SUCCESS


@pytest.mark.parametrize("fault", ["token_rejected", "token_expired"])
def test_a_token_that_did_not_last_is_renewed(sandbox, site, sync, undisturbed, fault):
    sandbox.fail(fault, STOCK)
    assert sync().status == SyncRun.Status.SUCCESS
    assert state_of(site) == undisturbed


@pytest.mark.parametrize(
    ("fault", "options", "reason"), DOUBTFUL_LISTS.values(), ids=DOUBTFUL_LISTS
)
def test_a_list_that_may_not_be_whole_takes_no_car_off_the_site(
    sandbox, site, sync, undisturbed, fault, options, reason
):
    sandbox.fail(fault, STOCK, **options)
    outcome = sync_by_command()

    run = SyncRun.objects.latest("pk")
    assert (run.status, run.withdrawn, outcome.status) == (SyncRun.Status.WARNING, 0, 0)
    assert reason in run.error
    assert run.error in outcome.stdout
    assert listed_numbers(site) == set(undisturbed["vehicles"])
    assert state_of(site)["pages"] == undisturbed["pages"]

    sandbox.heal()
    assert sync().status == SyncRun.Status.SUCCESS
    assert state_of(site) == undisturbed
    assert_tree_is_sound()


@pytest.mark.parametrize("fault", ["null_stock_list", "empty_stock_list", "code_5"])
def test_a_first_answer_without_vehicles_is_a_warning(sandbox, site, sync, fault):
    sandbox.set_stock("harbour", plain_items(3))
    sandbox.fail(fault, STOCK)
    run = sync()
    assert (run.status, run.seen, run.held, run.created) == (SyncRun.Status.WARNING, 0, 0, 0)
    assert run.error

    run = sync()
    assert (run.status, run.created, run.pages_created) == (SyncRun.Status.SUCCESS, 3, 3)


@pytest.mark.parametrize("fault", ["html_page", "null_stock_list", "code_9"])
def test_a_dry_run_of_a_bad_answer_writes_nothing_at_all(sandbox, site, undisturbed, fault):
    runs = SyncRun.objects.count()
    sandbox.fail(fault, STOCK)
    outcome = run_command("easycars_sync", "stock", "--site", "harbour.example", "--dry-run")
    assert "Traceback" not in outcome.said
    assert "EasyCars" in outcome.said
    assert SyncRun.objects.count() == runs
    assert state_of(site) == undisturbed


def test_json_output_is_one_object_also_where_the_sync_fails(sandbox, undisturbed):
    sandbox.fail("html_page", STOCK)
    outcome = run_command("easycars_sync", "stock", "--site", "harbour.example", "--json")
    assert outcome.status == 1
    assert (outcome.report["status"], outcome.report["site"]) == ("failed", "harbour.example")
    assert UNUSABLE in outcome.report["error"]


@pytest.mark.parametrize(
    ("fault", "options", "detail"),
    [
        ("html_page", {}, "not a JSON object"),
        ("status", {"status": 404}, "404"),
        ("redirect", {}, "302"),
        ("enormous", {"megabytes": 3}, "1048576 bytes"),
        ("missing_stock_list", {}, "no StockList"),
    ],
)
def test_a_failed_run_keeps_the_technical_detail_for_easycars_support(
    sandbox, sync, fault, options, detail
):
    sandbox.fail(fault, STOCK, **options)
    assert detail in sync().error
