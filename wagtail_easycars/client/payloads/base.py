"""The base of every request's body."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, PlainSerializer, StringConstraints, ValidationError

from wagtail_easycars.client.errors import InvalidPayload
from wagtail_easycars.client.names import contract_name
from wagtail_easycars.client.problems import problems_by_field

Text10 = Annotated[str, StringConstraints(max_length=10)]
Text20 = Annotated[str, StringConstraints(max_length=20)]
Text30 = Annotated[str, StringConstraints(max_length=30)]
Text50 = Annotated[str, StringConstraints(max_length=50)]
Text100 = Annotated[str, StringConstraints(max_length=100)]
Text200 = Annotated[str, StringConstraints(max_length=200)]

Day = Annotated[date, PlainSerializer(lambda day: f"{day:%d/%m}/{day.year:04}", return_type=str)]
"""A date that is sent as ``dd/MM/yyyy``."""


class Payload(BaseModel):
    """A request's body without the account, which the client adds.

    Fields are named as in the contract, but pythonic: ``vehicle_make`` for ``VehicleMake``.
    ``None`` is 'not set' and is not sent, since null in a request is not documented.
    """

    model_config = ConfigDict(
        alias_generator=contract_name,
        populate_by_name=True,
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        allow_inf_nan=False,
    )

    @classmethod
    def build(cls, **values: Any) -> Self:
        """Return a payload of ``values``; nested payloads may be given as dictionaries.

        Raises ``InvalidPayload``, whose ``fields`` names each field that the contract forbids.
        """
        try:
            return cls(**values)
        except ValidationError as error:
            problems = problems_by_field(error)
        # Outside, so that the values, which pydantic's error repeats, are not its context.
        raise InvalidPayload(problems)

    def as_json(self) -> dict[str, Any]:
        """Return what is sent, by the contract's names."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)
