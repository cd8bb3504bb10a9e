"""What the calls return.

Fields that the contract does not name are ignored. A number where text is documented is taken as
text; a value of any other wrong type counts as missing, because an answer with Code 0 says that the
call was carried out, whatever else is odd about it.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

from wagtail_easycars.client.names import contract_name


def _number_as_text(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value


def _none_if_unreadable(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    try:
        return handler(value)
    except ValidationError:
        return None


_Tolerant = WrapValidator(_none_if_unreadable)
Text = Annotated[str | None, BeforeValidator(_number_as_text), _Tolerant]
Integer = Annotated[int | None, _Tolerant]
Number = Annotated[float | None, _Tolerant]
Flag = Annotated[bool | None, _Tolerant]


class AnswerModel(BaseModel):
    model_config = ConfigDict(
        alias_generator=contract_name,
        populate_by_name=True,
        extra="ignore",
        frozen=True,
        allow_inf_nan=False,
    )


@dataclass(frozen=True)
class StockAnswer:
    """An answer to ``GetAdvertisementStocks``.

    ``items`` are JSON values as they came, not validated; ``None`` for a null list. ``code`` is 0
    or 5 (a warning, explained by ``message``).
    """

    items: list[Any] | None
    code: int
    message: str


class NumberedAnswer(AnswerModel):
    """An answer about one thing that EasyCars knows by a number."""

    @property
    @abstractmethod
    def number(self) -> str | None: ...


class _OfLead(NumberedAnswer):
    lead_number: Text = None

    @property
    def number(self) -> str | None:
        return self.lead_number


class LeadAnswer(_OfLead):
    """An answer to ``CreateLead`` or ``UpdateLead``: it was carried out."""

    customer_no: Text = None


class QuotationAnswer(NumberedAnswer):
    quote_number: Text = None
    customer_no1: Text = None
    customer_no2: Text = None

    @property
    def number(self) -> str | None:
        return self.quote_number


class LeadDetail(_OfLead):
    """An answer to ``GetLeadDetail``.

    ``lead_status`` is not in the documented answer: it is taken if it comes.
    ``created_date_time`` is ``dd/MM/yyyy HH:mm:ss`` in Sydney time.
    """

    stock_number: Text = None
    vehicle_make: Text = None
    vehicle_model: Text = None
    vehicle_price: Number = None
    vehicle_type: Integer = None
    vehicle_year: Integer = None
    is_vehicle_new: Flag = None
    vehicle_interest: Integer = None
    notes: Text = None
    vehicle_source_page_url: Text = None
    finance_status: Integer = None
    rating: Integer = None
    external_id: Text = None
    created_date_time: Text = None
    customer_no: Text = None
    customer_name: Text = None
    customer_email: Text = None
    customer_address: Text = None
    customer_city: Text = None
    customer_state: Text = None
    customer_post_code: Text = None
    customer_fax: Text = None
    customer_phone: Text = None
    customer_mobile: Text = None
    lead_status: Integer = None


class Contact(AnswerModel):
    customer_no: Text = None
    name: Text = None
    email: Text = None
    phone: Text = None
    mobile: Text = None
    address: Text = None
    city: Text = None
    state: Text = None
    post_code: Text = None
    country: Text = None
    abn: Text = None
