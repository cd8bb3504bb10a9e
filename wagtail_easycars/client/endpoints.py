"""The eight endpoints of the contract."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Service(StrEnum):
    STOCK = "StockService"
    LEAD = "LeadService"


@dataclass(frozen=True)
class Endpoint:
    service: Service
    operation: str

    def __str__(self) -> str:
        """The path below the environment's base URL."""
        return f"{self.service}/{self.operation}"


STOCK_TOKEN = Endpoint(Service.STOCK, "RequestToken")
LEAD_TOKEN = Endpoint(Service.LEAD, "RequestToken")
ADVERTISEMENT_STOCKS = Endpoint(Service.STOCK, "GetAdvertisementStocks")
CREATE_LEAD = Endpoint(Service.LEAD, "CreateLead")
UPDATE_LEAD = Endpoint(Service.LEAD, "UpdateLead")
LEAD_DETAIL = Endpoint(Service.LEAD, "GetLeadDetail")
CREATE_QUOTATION = Endpoint(Service.LEAD, "CreateQuotation")
SEARCH_CONTACTS = Endpoint(Service.LEAD, "SearchContacts")

TOKEN_ENDPOINTS = {Service.STOCK: STOCK_TOKEN, Service.LEAD: LEAD_TOKEN}
