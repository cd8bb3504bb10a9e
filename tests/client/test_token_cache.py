"""Tokens in a Django cache: encrypted, and never a reason for a call to fail."""

import logging

import pytest
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache

from wagtail_easycars.client import CacheTokenStore
from wagtail_easycars.connection import TokenCipher
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.secret import Secret

STOCK = "StockService/GetAdvertisementStocks"
NO_STOCK = {"StockList": [], "Code": 0}


class UpperCaseCipher:
    def encrypt(self, plain, key):
        return plain.swapcase()

    def decrypt(self, token, key):
        return token.swapcase()


class BrokenCipher:
    def encrypt(self, plain, key):
        raise EasyCarsError("no key")

    decrypt = encrypt


class BrokenCache(BaseCache):
    def __init__(self, location, params):
        super().__init__(params)

    def get(self, *args, **kwargs):
        raise ConnectionError("redis://:hunter2@cache refused the connection")

    set = delete = get


@pytest.fixture(autouse=True)
def cache(settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "tokens",
        },
        "broken": {"BACKEND": "tests.client.test_token_cache.BrokenCache"},
    }
    yield caches["default"]
    caches["default"].clear()


def test_the_cache_gives_back_what_was_stored():
    store = CacheTokenStore(UpperCaseCipher())

    store.set("key", Secret("Token"), 100)

    assert store.get("key") == "Token"
    assert isinstance(store.get("key"), Secret)


def test_the_cache_holds_only_what_the_cipher_made(cache):
    CacheTokenStore(UpperCaseCipher()).set("key", Secret("Token"), 100)

    assert cache.get("key") == "tOKEN"


def test_a_token_copied_to_the_key_of_another_dealer_is_not_taken(cache):
    store = CacheTokenStore(TokenCipher())
    store.set("harbour", Secret("Token"), 100)

    cache.set("outback", cache.get("harbour"))

    assert store.get("harbour") == "Token"
    assert store.get("outback") is None


def test_the_cache_drops_only_the_token_that_failed():
    store = CacheTokenStore(UpperCaseCipher())
    store.set("key", Secret("newer"), 100)

    store.drop("key", Secret("older"))
    assert store.get("key") == "newer"

    store.drop("key", Secret("newer"))
    assert store.get("key") is None


@pytest.mark.parametrize(
    "store",
    [
        lambda: CacheTokenStore(UpperCaseCipher(), alias="broken"),
        lambda: CacheTokenStore(UpperCaseCipher(), alias="not there"),
        lambda: CacheTokenStore(BrokenCipher()),
    ],
    ids=["cache down", "no such cache", "no key"],
)
def test_a_cache_that_fails_costs_a_warning_and_not_the_call(
    make_client, service_with_tokens, caplog, store
):
    service_with_tokens.answers(STOCK, NO_STOCK)

    assert make_client(token_store=store()).get_advertisement_stocks().items == []

    warnings = [each for each in caplog.records if each.levelno == logging.WARNING]
    assert warnings
    assert "hunter2" not in caplog.text


@pytest.mark.parametrize("value", [b"bytes", 17, ["list"]])
def test_a_cache_that_holds_something_else_holds_no_token(cache, value):
    cache.set("key", value)

    assert CacheTokenStore(UpperCaseCipher()).get("key") is None


def test_a_cache_that_holds_what_cannot_be_decrypted_holds_no_token(cache, caplog):
    cache.set("key", "of another key")

    assert CacheTokenStore(BrokenCipher()).get("key") is None
    assert "decrypted" in caplog.text
