from __future__ import annotations

import threading
from itertools import count
from typing import Any

from .answers import Code, Refusal

DETAILS = (
    "Name",
    "Email",
    "Address",
    "City",
    "State",
    "PostCode",
    "Fax",
    "Phone",
    "Mobile",
)
CONTACT_FIELDS = (
    "CustomerNo",
    "Name",
    "Email",
    "Phone",
    "Mobile",
    "Address",
    "City",
    "State",
    "PostCode",
)
Customer = dict[str, Any]


class Contacts:
    """The customers of one account."""

    def __init__(self) -> None:
        self._customers: dict[str, Customer] = {}
        self._numbers = count(1)
        self._lock = threading.RLock()

    def find_or_add(self, given: Customer) -> str:
        """CustomerNo of the customer that ``given`` names or describes."""
        if "CustomerNo" in given:
            return self.change(given, current=given["CustomerNo"])
        with self._lock:
            number = f"{next(self._numbers):05d}"
            blank = dict.fromkeys(DETAILS, "")
            self._customers[number] = {"CustomerNo": number, **blank, **given}
            return number

    def change(self, given: Customer, *, current: str) -> str:
        """Change what is given of the customer it names, else of ``current``.

        Raises ``Refusal`` for a CustomerNo that the account does not have.
        """
        with self._lock:
            customer = self.get(given.get("CustomerNo", current))
            customer.update(given)
            self._customers[customer["CustomerNo"]] = customer
            number: str = customer["CustomerNo"]
            return number

    def get(self, number: str) -> Customer:
        with self._lock:
            if number not in self._customers:
                raise Refusal(Code.FAILED, "CustomerNo is not known.")
            return dict(self._customers[number])

    def check_known(self, *customers: Customer) -> None:
        """Raises ``Refusal`` where one of ``customers`` names a CustomerNo that does not exist."""
        for customer in customers:
            if "CustomerNo" in customer:
                self.get(customer["CustomerNo"])

    def search(
        self, *, name: str | None = None, email: str | None = None, phone: str | None = None
    ) -> list[Customer]:
        """Contacts that meet every condition given: ``name`` is contained, ``email`` is the same,
        ``phone`` is the same as the phone or the mobile number."""
        with self._lock:
            customers = list(self._customers.values())
        return [
            {field: customer[field] for field in CONTACT_FIELDS} | {"Country": None, "ABN": None}
            for customer in customers
            if (name is None or name.casefold() in customer["Name"].casefold())
            and (email is None or email.casefold() == customer["Email"].casefold())
            and (phone is None or phone in (customer["Phone"], customer["Mobile"]))
        ]
