"""One item of ``GetAdvertisementStocks``, checked against the contract's ``StockItem``."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_pascal

from wagtail_easycars.stock.errors import ItemRejected
from wagtail_easycars.stock.item_problems import describe_problems
from wagtail_easycars.stock.text import clean_line


def _empty_to_none(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError(_("a number is expected, not true or false"))
    return None if value == "" else value


def _blank_to_none(value: Any) -> Any:
    return None if value == "" else value


def _none_to_empty(value: Any) -> Any:
    return "" if value is None else value


Paragraphs = Annotated[str, BeforeValidator(_none_to_empty)]
Text = Annotated[Paragraphs, AfterValidator(clean_line)]
Price = Annotated[Decimal, Field(ge=0, le=Decimal("9999999999.99"), allow_inf_nan=False)]
Amount = Annotated[Price | None, BeforeValidator(_empty_to_none)]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Number = Annotated[Finite | None, BeforeValidator(_empty_to_none)]
Count = Annotated[int, Field(ge=0, lt=2**31)]
Whole = Annotated[Count | None, BeforeValidator(_empty_to_none)]
CalendarYear = Annotated[int, Field(ge=1886, le=2100)]
Year = Annotated[CalendarYear | None, BeforeValidator(_empty_to_none)]
Flag = Annotated[bool | None, BeforeValidator(_blank_to_none)]


class StockItem(BaseModel):
    """The fields of the contract under Python names; numbers in text are understood, '' is none.

    The contract calls only ``StockNumber`` required, so each other field has a default.
    """

    model_config = ConfigDict(
        alias_generator=to_pascal, coerce_numbers_to_str=True, extra="ignore", frozen=True
    )

    yard_code: Text = ""
    yard_name: Text = ""
    stock_number: Annotated[str, AfterValidator(clean_line)] = Field(min_length=1)
    make: Text = ""
    model: Text = ""
    badge: Text = ""
    rego_num: Text = ""
    vin: Text = Field(default="", alias="VIN")
    price: Amount = None
    year_group: Year = None
    odometer: Whole = None
    body: Text = ""
    colour: Text = ""
    engine_capacity: Text = ""
    gear_type: Text = ""
    fuel_type: Text = ""
    adv_description: Paragraphs = ""
    series: Text = ""
    adv_special_price: Amount = None
    is_demo: Flag = None
    is_special: Flag = None
    is_prestiged: Flag = None
    stock_type: Text = ""
    is_used: Flag = None
    rego_expiry: Text = ""
    video_link: Text = ""
    drive_train: Text = ""
    door_num: Whole = None
    cylinder: Text = ""
    short_description: Text = ""
    engine_type_description: Text = ""
    engine_size: Number = None
    stock_status: Text = ""
    gcm: Number = Field(default=None, alias="GCM")
    gvm: Number = Field(default=None, alias="GVM")
    tare: Number = None
    sleeping_capacity: Whole = None
    toilet: Text = ""
    shower: Text = ""
    air_conditioning: Text = ""
    fridge: Text = ""
    stereo: Text = ""
    seat_capacity: Whole = None
    rego_state: Text = ""
    additional_description: Paragraphs = ""
    is_drive_away: Flag = None
    interior_color: Text = ""
    built_date: Text = ""
    compliance_date: Text = ""
    engine_number: Text = ""
    gps: Text = Field(default="", alias="GPS")
    wheelsize: Text = ""
    tow_ball_weight: Text = ""
    warranty: Text = ""
    wheels: Text = ""
    axle_configuration: Text = ""
    location: Text = ""
    standard_features: Text = ""
    optional_features: Text = ""
    redbook_code: Text = ""
    nvic: Text = Field(default="", alias="NVIC")
    is_miles: Flag = None
    gear_count: Whole = None
    engine_power: Number = None
    power_kw: Number = Field(default=None, alias="PowerkW")
    powerhp: Number = None
    engine_make: Text = ""
    serial_number: Text = ""
    length: Number = None
    is_deposit_taken: Flag = None
    image_count: Whole = None
    image_urls: Text = Field(default="", alias="ImageURLs")


CONTRACT_FIELDS = frozenset(field.alias or "" for field in StockItem.model_fields.values())


def parse_item(raw: dict[str, Any]) -> StockItem:
    """Return ``raw``, an item free of control characters, as a ``StockItem``.

    Raises ``ItemRejected`` naming each field that is not as the contract has it.
    """
    try:
        return StockItem.model_validate(raw)
    except ValidationError as error:
        reason = describe_problems(error)
    raise ItemRejected(reason)
