"""The single steps of a connection test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_easycars.client import EasyCarsClient, Limits, MemoryTokenStore
from wagtail_easycars.client.answers import StockAnswer
from wagtail_easycars.client.errors import AuthenticationRefused, ClientError, Refused, TimedOut
from wagtail_easycars.connection import make_client
from wagtail_easycars.connection_test.countdown import Countdown
from wagtail_easycars.connection_test.findings import Finding, Outcome, Step
from wagtail_easycars.connection_test.reach import Unreachable, reach
from wagtail_easycars.connection_test.texts import (
    add_own_words,
    explain_failure,
    explain_silence,
    explain_unreachable,
)
from wagtail_easycars.connection_test.yards import count_yards
from wagtail_easycars.models import EasyCarsSettings

# Nobody's: the domain is reserved for what must not exist (RFC 2606).
NOBODY = "connection-test@easycars.invalid"


class Prober:
    """Tries steps with the credentials of ``settings``, and keeps tokens no longer than itself."""

    def __init__(self, settings: EasyCarsSettings, base_url: str, countdown: Countdown) -> None:
        self._base_url = base_url
        self._countdown = countdown
        self._has_own_lead_pair = bool(settings.lead_client_id)
        # Opens the credentials here, so that what cannot be read is told before anything is tried.
        self._make_client = partial(make_client, settings, token_store=MemoryTokenStore())
        self._make_client()
        self._steps: dict[Step, Callable[[], Finding]] = {
            Step.HOST: self._reach_host,
            Step.STOCK_TOKEN: self._get_stock_token,
            Step.STOCK_ACCOUNT: self._get_stock,
            Step.LEAD_TOKEN: self._get_lead_token,
            Step.LEAD_ACCOUNT: self._search_nobody,
        }

    def get_probe(self, step: Step) -> Callable[[], Finding]:
        return partial(self._try, step)

    def _try(self, step: Step) -> Finding:
        try:
            return self._steps[step]()
        except Unreachable as error:
            return _failed(step, explain_unreachable(error), error.technical_detail)
        except TimedOut as error:
            silence = explain_silence(step, self._countdown.seconds)
            return _failed(step, silence, error.technical_detail)
        except ClientError as error:
            text = explain_failure(step, error, has_own_lead_pair=self._has_own_lead_pair)
            return _failed(step, text, error.technical_detail)

    def _reach_host(self) -> Finding:
        place = reach(self._base_url, self._countdown)
        values = {"host": place.host}
        if place.is_secure:
            return _passed(Step.HOST, _("%(host)s answers, over a secure connection.") % values)
        return _passed(Step.HOST, _("%(host)s answers.") % values)

    def _get_stock_token(self) -> Finding:
        self._client().request_stock_token()
        return _passed(Step.STOCK_TOKEN, _("EasyCars accepted them."))

    def _get_lead_token(self) -> Finding:
        self._client().request_lead_token()
        return _passed(Step.LEAD_TOKEN, _("EasyCars accepted them."))

    def _get_stock(self) -> Finding:
        return _describe_stock(self._client().get_advertisement_stocks())

    def _search_nobody(self) -> Finding:
        """Search the contacts for nobody: it reads no person's data, and changes nothing.

        An answer with success proves that the account is accepted. One that says 'failed' proves
        less: the contract has a code of its own for an account that is not accepted, but does not
        say how EasyCars answers where nobody is found.
        """
        try:
            self._client().search_contacts(email=NOBODY)
        except AuthenticationRefused:
            raise
        except Refused as error:
            return _describe_refused_search(error)
        return _passed(Step.LEAD_ACCOUNT, _("EasyCars accepted them."))

    def _client(self) -> EasyCarsClient:
        seconds = self._countdown.remaining
        limits = replace(
            Limits.from_settings(),
            connect_timeout=seconds,
            read_timeout=seconds,
            call_deadline=seconds,
            stock_deadline=seconds,
        )
        return self._make_client(limits=limits)


def _passed(step: Step, message: str) -> Finding:
    return Finding(step, Outcome.OK, message)


def _failed(step: Step, message: str, technical_detail: str) -> Finding:
    return Finding(step, Outcome.FAILED, message, technical_detail)


def _describe_stock(answer: StockAnswer) -> Finding:
    items = answer.items or []
    is_clear = bool(items) and not answer.message
    return Finding(
        Step.STOCK_ACCOUNT,
        Outcome.OK if is_clear else Outcome.DOUBTFUL,
        add_own_words(_count_vehicles(len(items)), answer.message),
        yards=count_yards(items),
    )


def _count_vehicles(count: int) -> str:
    if not count:
        return _(
            "EasyCars accepted them, but advertises no vehicle of this account. Check in EasyCars "
            "that the stock is to be advertised on this website."
        )
    return ngettext(
        "EasyCars accepted them, and advertises %(count)d vehicle.",
        "EasyCars accepted them, and advertises %(count)d vehicles.",
        count,
    ) % {"count": count}


def _describe_refused_search(error: Refused) -> Finding:
    message = _(
        "EasyCars did not object to them, but did not look up a contact either. It says: "
        "%(message)s If this says no more than that nobody was found, all is well."
    ) % {"message": error.message or "-"}
    return Finding(Step.LEAD_ACCOUNT, Outcome.DOUBTFUL, message, error.technical_detail)
