"""What the calls send, held to the contract's lengths, choices and required fields beforehand."""

from wagtail_easycars.client.payloads.base import Payload
from wagtail_easycars.client.payloads.choices import (
    ExtraType,
    FinanceStatus,
    LeadStatus,
    PaymentMethod,
    Rating,
    VehicleInterest,
    VehicleType,
)
from wagtail_easycars.client.payloads.contacts import Customer, SearchContactsRequest
from wagtail_easycars.client.payloads.leads import (
    CreateLeadRequest,
    LeadDetailRequest,
    UpdateLeadRequest,
)
from wagtail_easycars.client.payloads.quotations import (
    CreateQuotationRequest,
    FinanceCompany,
    QuotationExtra,
    QuotationReceipt,
    QuotationTradein,
)
from wagtail_easycars.client.payloads.stocks import StocksRequest

__all__ = [
    "CreateLeadRequest",
    "CreateQuotationRequest",
    "Customer",
    "ExtraType",
    "FinanceCompany",
    "FinanceStatus",
    "LeadDetailRequest",
    "LeadStatus",
    "Payload",
    "PaymentMethod",
    "QuotationExtra",
    "QuotationReceipt",
    "QuotationTradein",
    "Rating",
    "SearchContactsRequest",
    "StocksRequest",
    "UpdateLeadRequest",
    "VehicleInterest",
    "VehicleType",
]
