"""A connection that works, or nearly."""

import pytest
from django.core.cache import cache

from tests.connection_test.conftest import finding_of, outcomes, outcomes_with
from wagtail_easycars.client import Credentials
from wagtail_easycars.client.endpoints import Service
from wagtail_easycars.client.tokens import token_key
from wagtail_easycars.connection import NotConfigured, get_base_url
from wagtail_easycars.connection_test import Outcome, Step, run_connection_test
from wagtail_easycars.models import EasyCarsSettings
from wagtail_easycars.sandbox.catalogue import generate


@pytest.fixture
def stock(sandbox):
    items = generate(5, seed=4)
    yards = [("200", "Brookvale"), ("100", "Five Dock"), ("200", ""), ("", ""), (7, None)]
    for item, (code, name) in zip(items, yards, strict=True):
        item.update(YardCode=code, YardName=name)
    sandbox.set_stock("harbour", items)
    return items


def test_every_step_is_ok(try_connection, stock):
    report = try_connection()

    assert outcomes(report) == outcomes_with()
    assert report.outcome is Outcome.OK
    assert "5 vehicles" in finding_of(report, Step.STOCK_ACCOUNT).message


def test_the_yards_are_those_that_the_stock_names(try_connection, stock):
    assert try_connection().yards == (
        ("7", "", 1),
        ("200", "Brookvale", 2),
        ("100", "Five Dock", 1),
    )


def test_nothing_is_written_and_no_token_is_kept(
    try_connection, easycars, stock, django_assert_num_queries
):
    with django_assert_num_queries(0):
        try_connection(account_number=easycars.account_number)

    credentials = [
        (Service.STOCK, easycars.stock_client_id, easycars.stock_client_secret),
        (Service.LEAD, easycars.lead_client_id, easycars.lead_client_secret),
    ]
    keys = [
        token_key(service, get_base_url(easycars.environment), Credentials(client_id, secret))
        for service, client_id, secret in credentials
    ]
    assert cache.get_many(keys) == {}


def test_nothing_is_changed_at_easycars(try_connection, sandbox, stock):
    earlier = len(sandbox.calls)
    try_connection()

    endpoints = {call.endpoint for call in sandbox.calls[earlier:]}
    assert endpoints == {"RequestToken", "GetAdvertisementStocks", "SearchContacts"}


def test_the_stock_pair_alone_serves_a_dealer_who_has_no_other(try_connection, sandbox):
    outback = sandbox.accounts["outback"]
    sandbox.set_stock("outback", generate(1, seed=4))

    report = try_connection(
        stock_client_id=outback.stock_client_id,
        stock_client_secret=outback.stock_client_secret,
        lead_client_id="",
        lead_client_secret="",
        account_number=outback.account_number,
        account_secret=outback.account_secret,
    )

    assert outcomes(report) == outcomes_with()
    assert "1 vehicle." in finding_of(report, Step.STOCK_ACCOUNT).message


def test_a_site_that_is_switched_off_can_be_tested(try_connection, stock):
    assert try_connection(is_active=False).outcome is Outcome.OK


def test_an_account_without_stock_is_to_be_looked_at(try_connection):
    report = try_connection()

    assert outcomes(report) == outcomes_with(stock_account=Outcome.DOUBTFUL)
    assert report.outcome is Outcome.DOUBTFUL
    assert "advertises no vehicle" in finding_of(report, Step.STOCK_ACCOUNT).message


def test_a_warning_is_passed_on(try_connection, sandbox, stock):
    sandbox.fail("code_5_with_list", "GetAdvertisementStocks", message="Yard 300 is being moved.")

    finding = finding_of(try_connection(), Step.STOCK_ACCOUNT)

    assert finding.outcome is Outcome.DOUBTFUL
    assert "5 vehicles. EasyCars says: Yard 300 is being moved." in finding.message


def test_a_search_that_is_refused_proves_neither(try_connection, sandbox, stock):
    """The contract does not say whether EasyCars calls it a failure to find nobody."""
    sandbox.fail("code_7", "SearchContacts", message="No contact found.")

    report = try_connection()

    assert outcomes(report) == outcomes_with(lead_account=Outcome.DOUBTFUL)
    assert "No contact found." in finding_of(report, Step.LEAD_ACCOUNT).message


def test_without_credentials_nothing_is_tried(site, sandbox):
    earlier = len(sandbox.calls)
    with pytest.raises(NotConfigured, match="account number"):
        run_connection_test(EasyCarsSettings(site=site))
    assert len(sandbox.calls) == earlier
