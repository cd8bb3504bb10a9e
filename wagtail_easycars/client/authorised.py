"""Calls with a token: taken from the store, or requested, and once renewed where it is refused."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.views.decorators.debug import sensitive_variables

from wagtail_easycars.client.credentials import Account, Credentials, Limits
from wagtail_easycars.client.endpoints import (
    ADVERTISEMENT_STOCKS,
    TOKEN_ENDPOINTS,
    Endpoint,
    Service,
)
from wagtail_easycars.client.errors import (
    AuthenticationRefused,
    ClientError,
    NoToken,
    NotSent,
    OutcomeUnknown,
)
from wagtail_easycars.client.exchange import Answer, exchange
from wagtail_easycars.client.token_life import usable_seconds
from wagtail_easycars.client.tokens import TokenStore, token_key
from wagtail_easycars.client.transport import Call, CallLimits
from wagtail_easycars.secret import Secret

# What can stand in a header: anything else would end the header or not encode.
_token_pattern = re.compile(r"[\x21-\x7e]{1,8192}")


class AuthorisedCaller:
    """Sends calls of one account to one environment. Errors are returned unraised."""

    def __init__(
        self,
        base_url: str,
        account: Account,
        credentials: Mapping[Service, Credentials],
        token_store: TokenStore,
        limits: Limits,
    ) -> None:
        self.base_url = _checked_base_url(base_url)
        self.host = urlsplit(self.base_url).netloc
        self._account = account
        self._credentials = credentials
        self._token_store = token_store
        self._limits = limits
        self._closed = False

    def close(self) -> None:
        self._closed = True

    def call(self, endpoint: Endpoint, payload: Mapping[str, Any]) -> Answer | ClientError:
        """Send ``payload`` with the account added, and a token.

        A stored token that is refused was surely not acted upon, so the call is repeated, once,
        with a new one. A token that was requested just now and is refused is not renewed: the
        account is what is wrong.
        """
        self._check_open()
        key = self._key(endpoint.service)
        stored = self._token_store.get(key)
        if stored is not None:
            outcome = self._call_with(stored, endpoint, payload)
            if not isinstance(outcome, AuthenticationRefused):
                return outcome
            self._token_store.drop(key, stored)
        token = self.request_token(endpoint.service)
        if isinstance(token, ClientError):
            return _not_sent_for_want_of(token, endpoint)
        outcome = self._call_with(token, endpoint, payload)
        if isinstance(outcome, AuthenticationRefused):
            self._token_store.drop(key, token)
        return outcome

    @sensitive_variables()
    def request_token(self, service: Service) -> Secret | ClientError:
        """Request a token, whatever the store holds, and store it."""
        self._check_open()
        call = self._token_call(service)
        started = time.monotonic()
        answer = exchange(call, self._limits_for(call.endpoint))
        if isinstance(answer, ClientError):
            return answer
        token = answer.document.get("Token")
        if not isinstance(token, str) or not _token_pattern.fullmatch(token):
            return answer.unusable("no usable Token")
        secret = Secret(token)
        self._store(service, secret, time.monotonic() - started)
        return secret

    def _check_open(self) -> None:
        if self._closed:
            raise RuntimeError("This EasyCarsClient is closed.")

    def _store(self, service: Service, token: Secret, age: float) -> None:
        seconds = usable_seconds(token) - age
        if seconds >= 1:
            self._token_store.set(self._key(service), token, seconds)

    def _call_with(
        self, token: Secret, endpoint: Endpoint, payload: Mapping[str, Any]
    ) -> Answer | ClientError:
        account = {"AccountNumber": self._account.number, "AccountSecret": self._account.secret}
        call = Call(
            endpoint,
            url=f"{self.base_url}{endpoint}",
            host=self.host,
            body={**account, **payload},
            token=token,
            other_secrets=self._secrets(),
        )
        return exchange(call, self._limits_for(endpoint))

    def _token_call(self, service: Service) -> Call:
        endpoint, pair = TOKEN_ENDPOINTS[service], self._credentials[service]
        return Call(
            endpoint,
            url=f"{self.base_url}{endpoint}",
            host=self.host,
            query={"ClientID": pair.client_id, "ClientSecret": pair.secret},
            other_secrets=self._secrets(),
        )

    def _secrets(self) -> tuple[Secret, ...]:
        """What must be masked should EasyCars repeat it, whichever call it is."""
        return (self._account.secret, *(pair.secret for pair in self._credentials.values()))

    def _key(self, service: Service) -> str:
        return token_key(service, self.base_url, self._credentials[service])

    def _limits_for(self, endpoint: Endpoint) -> CallLimits:
        limits = self._limits
        is_stock = endpoint == ADVERTISEMENT_STOCKS
        return CallLimits(
            connect_timeout=limits.connect_timeout,
            read_timeout=limits.read_timeout,
            deadline=limits.stock_deadline if is_stock else limits.call_deadline,
            max_bytes=limits.max_stock_bytes if is_stock else limits.max_answer_bytes,
        )


def _not_sent_for_want_of(error: ClientError, endpoint: Endpoint) -> ClientError:
    """Translate a failed token request into what it means for the call that needed the token."""
    if not isinstance(error, OutcomeUnknown | NotSent):
        return error
    error_class = NotSent if type(error) is NotSent else NoToken
    return error_class(
        endpoint=str(endpoint),
        host=error.host,
        http_status=error.http_status,
        detail=f"{error.endpoint}: {error.detail}",
    )


def _checked_base_url(base_url: str) -> str:
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise ImproperlyConfigured(
            "The base URL of EasyCars must be an http or https URL without user and password."
        )
    if parts.query or parts.fragment:
        raise ImproperlyConfigured("The base URL of EasyCars must end with its path.")
    return base_url if base_url.endswith("/") else f"{base_url}/"
