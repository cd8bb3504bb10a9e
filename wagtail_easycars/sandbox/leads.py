from __future__ import annotations

import threading
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from .answers import Code, Refusal
from .contacts import Contacts, Customer

SYDNEY = ZoneInfo("Australia/Sydney")
NEW, DELETED = 10, 90
VEHICLE_FIELDS = (
    "StockNumber",
    "VehicleMake",
    "VehicleModel",
    "VehiclePrice",
    "VehicleType",
    "VehicleYear",
    "IsVehicleNew",
    "VehicleInterest",
    "Notes",
    "VehicleSourcePageURL",
    "FinanceStatus",
    "Rating",
    "ExternalID",
)
CHANGEABLE_FIELDS = (
    "VehiclePrice",
    "VehicleInterest",
    "Notes",
    "VehicleSourcePageURL",
    "FinanceStatus",
    "Rating",
    "LeadStatus",
)
Lead = dict[str, Any]


class LeadLedger:
    """The leads of one account: what CreateLead, UpdateLead and GetLeadDetail work on.

    A lead belongs to the source (lead ClientID) that created it, and only that source reads or
    changes it. Numbers are one sequence over all sources, as the vendor's examples look.
    """

    def __init__(self) -> None:
        self.contacts = Contacts()
        self._leads: dict[str, Lead] = {}
        self._numbers = count(1)
        self._quote_numbers = count(1)
        self._lock = threading.RLock()

    def create(self, source: str, request: dict[str, Any]) -> tuple[str, str]:
        """LeadNumber and CustomerNo of a new lead; ``request`` has passed the contract."""
        with self._lock:
            customer_number = self.contacts.find_or_add(request["LeadCustomer"])
            lead_number = f"{next(self._numbers):06d}"
            self._leads[lead_number] = {
                "LeadNumber": lead_number,
                **{name: request.get(name) for name in VEHICLE_FIELDS},
                "CreatedDateTime": datetime.now(SYDNEY).strftime("%d/%m/%Y %H:%M:%S"),
                "CustomerNo": customer_number,
                "LeadStatus": NEW,
                "Source": source,
            }
            return lead_number, customer_number

    def update(self, source: str, request: dict[str, Any]) -> tuple[str, str]:
        """Change what ``request`` has; raises ``Refusal`` for a deleted or unknown lead."""
        with self._lock:
            lead = self._own(source, request["LeadNumber"])
            if lead["LeadStatus"] == DELETED:
                raise Refusal(Code.FAILED, "LeadStatus: a deleted lead cannot be changed.")
            if "LeadCustomer" in request:
                lead["CustomerNo"] = self.contacts.change(
                    request["LeadCustomer"], current=lead["CustomerNo"]
                )
            lead.update({name: request[name] for name in CHANGEABLE_FIELDS if name in request})
            return lead["LeadNumber"], lead["CustomerNo"]

    def detail(self, source: str, lead_number: str) -> Lead:
        """A lead as GetLeadDetail shows it: with its customer, without LeadStatus."""
        with self._lock:
            lead = dict(self._own(source, lead_number))
            del lead["LeadStatus"], lead["Source"]
            return {**lead, **_prefixed(self.contacts.get(lead["CustomerNo"]))}

    def quote(self, request: dict[str, Any]) -> dict[str, str | None]:
        """Number a quotation and take up its customers; answers as CreateQuotation does."""
        with self._lock:
            given = [request.get(f"QuotationCustomer{place}") for place in (1, 2)]
            self.contacts.check_known(*filter(None, given))
            first, second = (each and self.contacts.find_or_add(each) for each in given)
            quote_number = f"{next(self._quote_numbers):06d}"
            return {"QuoteNumber": quote_number, "CustomerNo1": first, "CustomerNo2": second}

    def check_own(self, source: str, lead_number: str) -> None:
        with self._lock:
            self._own(source, lead_number)

    def all(self) -> list[Lead]:
        """Every lead in the order of its number, with ``LeadStatus``, ``Source`` and customer."""
        with self._lock:
            return [
                {**lead, **_prefixed(self.contacts.get(lead["CustomerNo"]))}
                for lead in self._leads.values()
            ]

    def _own(self, source: str, lead_number: str) -> Lead:
        lead = self._leads.get(lead_number)
        if lead is None or lead["Source"] != source:
            raise Refusal(Code.FAILED, "LeadNumber is not known.")
        return lead


def _prefixed(customer: Customer) -> dict[str, Any]:
    return {f"Customer{name}": value for name, value in customer.items() if name != "CustomerNo"}
