"""The EasyCars API as methods."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import TypeVar

from wagtail_easycars.client.answers import (
    Contact,
    LeadAnswer,
    LeadDetail,
    QuotationAnswer,
    StockAnswer,
)
from wagtail_easycars.client.authorised import AuthorisedCaller
from wagtail_easycars.client.credentials import Account, Credentials, Limits
from wagtail_easycars.client.endpoints import (
    ADVERTISEMENT_STOCKS,
    CREATE_LEAD,
    CREATE_QUOTATION,
    LEAD_DETAIL,
    SEARCH_CONTACTS,
    UPDATE_LEAD,
    Endpoint,
    Service,
)
from wagtail_easycars.client.errors import ClientError
from wagtail_easycars.client.exchange import Answer
from wagtail_easycars.client.payloads import (
    CreateLeadRequest,
    CreateQuotationRequest,
    LeadDetailRequest,
    Payload,
    SearchContactsRequest,
    StocksRequest,
    UpdateLeadRequest,
)
from wagtail_easycars.client.readings import read_contacts, read_model, read_stock
from wagtail_easycars.client.tokens import TokenStore

Result = TypeVar("Result")


class EasyCarsClient:
    """Calls EasyCars for one account in one environment.

    ``base_url`` is the environment's, such as ``https://my.easycars.net.au/ECService/``. Without
    ``lead`` the stock pair serves both services.

    Every method raises a ``ClientError`` whose ``carried_out`` says what is certain. Nothing is
    repeated but a call whose stored token was refused. Each call has a connection of its own, so a
    client can be shared by threads.
    """

    def __init__(
        self,
        *,
        base_url: str,
        account: Account,
        stock: Credentials,
        lead: Credentials | None = None,
        token_store: TokenStore,
        limits: Limits | None = None,
    ) -> None:
        self._limits = limits or Limits.from_settings()
        self._caller = AuthorisedCaller(
            base_url,
            account,
            {Service.STOCK: stock, Service.LEAD: lead or stock},
            token_store,
            self._limits,
        )

    def __enter__(self) -> EasyCarsClient:
        return self

    def __exit__(
        self,
        error_class: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Refuse further calls. No connection outlives its call, so none is open."""
        self._caller.close()

    def request_stock_token(self) -> None:
        """Check the stock service's client ID and secret by requesting a new token with them."""
        _result(self._caller.request_token(Service.STOCK))

    def request_lead_token(self) -> None:
        """Check the lead service's client ID and secret by requesting a new token with them."""
        _result(self._caller.request_token(Service.LEAD))

    def get_advertisement_stocks(self, yard_code: str | None = None) -> StockAnswer:
        """Return the advertised stock of the whole account, or of one yard.

        Raises ``UnusableAnswer`` where ``StockList`` is no list, is missing without a warning, or
        holds more vehicles than ``MAX_STOCK_ITEMS``.
        """
        payload = StocksRequest.build(yard_code=yard_code)
        read = partial(read_stock, max_items=self._limits.max_stock_items)
        return self._call(ADVERTISEMENT_STOCKS, payload, read)

    def create_lead(self, lead: CreateLeadRequest) -> LeadAnswer:
        """Create a lead. The lead number is ``None`` where EasyCars gave none with its success."""
        return self._call(CREATE_LEAD, lead, partial(read_model, LeadAnswer))

    def update_lead(self, lead: UpdateLeadRequest) -> LeadAnswer:
        """Change what ``lead`` names; the rest stays as it is at EasyCars."""
        return self._call(UPDATE_LEAD, lead, partial(read_model, LeadAnswer))

    def get_lead_detail(self, lead_number: str) -> LeadDetail:
        """Return a lead of the account's own source; EasyCars refuses the number of any other."""
        payload = LeadDetailRequest.build(lead_number=lead_number)
        return self._call(LEAD_DETAIL, payload, partial(read_model, LeadDetail))

    def create_quotation(self, quotation: CreateQuotationRequest) -> QuotationAnswer:
        """Create a quotation and return its number and those of its customers."""
        return self._call(CREATE_QUOTATION, quotation, partial(read_model, QuotationAnswer))

    def search_contacts(
        self, *, name: str | None = None, email: str | None = None, phone: str | None = None
    ) -> list[Contact]:
        """Find contacts whose name contains ``name`` and whose email and phone are the given ones.

        At least one is needed. ``phone`` is compared with the phone and the mobile.
        """
        payload = SearchContactsRequest.build(name=name, email=email, phone=phone)
        return self._call(SEARCH_CONTACTS, payload, read_contacts)

    def _call(
        self,
        endpoint: Endpoint,
        payload: Payload,
        read: Callable[[Answer], Result | ClientError],
    ) -> Result:
        return _result(self._outcome(endpoint, payload, read))

    def _outcome(
        self,
        endpoint: Endpoint,
        payload: Payload,
        read: Callable[[Answer], Result | ClientError],
    ) -> Result | ClientError:
        answer = self._caller.call(endpoint, payload.as_json())
        return answer if isinstance(answer, ClientError) else read(answer)


def _result(outcome: Result | ClientError) -> Result:
    """Raise the error here, where no local variable of any frame holds a secret."""
    if isinstance(outcome, ClientError):
        raise outcome
    return outcome
