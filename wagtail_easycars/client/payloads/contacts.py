"""Customers, and the search for contacts."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from wagtail_easycars.client.payloads.base import (
    Payload,
    Text10,
    Text20,
    Text50,
    Text100,
    Text200,
)


class Customer(Payload):
    """A customer known by ``customer_no``, or described by at least ``name`` and ``email``."""

    customer_no: Text20 | None = None
    name: Text100 | None = None
    email: Text100 | None = None
    address: Text200 | None = None
    city: Text50 | None = None
    state: str | None = None
    post_code: Text10 | None = None
    fax: Text20 | None = None
    phone: Text20 | None = None
    mobile: Text20 | None = None

    @model_validator(mode="after")
    def _can_be_told_apart(self) -> Self:
        if not self.customer_no and not (self.name and self.email):
            raise PydanticCustomError(
                "customer_unknown", "neither CustomerNo nor both Name and Email"
            )
        return self


class SearchContactsRequest(Payload):
    """``name`` is contained in the contact's; ``email`` and ``phone`` (or mobile) are equal."""

    name: Text100 | None = None
    email: Text100 | None = None
    phone: Text20 | None = None

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if not (self.name or self.email or self.phone):
            raise PydanticCustomError("search_empty", "none of Name, Email and Phone")
        return self
