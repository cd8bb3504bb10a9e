"""Setting up a site leaks no secret into an error or its frames, whatever goes wrong."""

import pytest
from django.core.management import CommandError
from django.db import DatabaseError

from wagtail_easycars.configuration import InvalidSetting
from wagtail_easycars.configuration import configure as set_fields
from wagtail_easycars.models import EasyCarsSettings
from wagtail_easycars.secret import Secret

from .conftest import ACCOUNT, ACCOUNT_SECRET, assert_no_leak


@pytest.mark.parametrize(
    "wrong",
    [
        {"removal_limit_percent": 0},
        {"removal_limit_percent": "many"},
        {"acount_secret": ACCOUNT_SECRET},
        {"stock_client_secret": [ACCOUNT_SECRET]},
    ],
)
def test_a_refused_value_leaks_no_secret(configure, wrong):
    with pytest.raises(CommandError) as caught:
        configure({**ACCOUNT, **wrong})
    assert_no_leak(caught.value)


def test_a_database_that_fails_leaks_no_secret(configure, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(EasyCarsSettings, "save_base", fail)
    with pytest.raises(CommandError, match="The database refused it") as caught:
        configure(ACCOUNT)
    assert_no_leak(caught.value)


@pytest.mark.parametrize("make", [str, Secret], ids=["plain", "secret"])
def test_a_caller_may_give_secrets_plain_or_concealed(site, saved, make):
    set_fields(site, {**ACCOUNT, "account_secret": make(ACCOUNT_SECRET)})
    assert saved().account_secret == ACCOUNT_SECRET


@pytest.mark.parametrize("make", [str, Secret], ids=["plain", "secret"])
def test_a_caller_whose_values_are_refused_leaks_no_secret(site, make):
    values = {"account_secret": make(ACCOUNT_SECRET), "removal_limit_percent": 0}
    with pytest.raises(InvalidSetting) as caught:
        set_fields(site, values)
    assert_no_leak(caught.value)
