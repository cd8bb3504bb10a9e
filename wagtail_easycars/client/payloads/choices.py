"""The contract's enumerations."""

from enum import IntEnum


class VehicleType(IntEnum):
    CAR = 1
    MOTORBIKE = 2
    BOAT = 3
    CARAVAN = 4
    TRUCK_OR_BUS = 5
    TRAILER = 6


class VehicleInterest(IntEnum):
    BUY = 1
    LEASE = 2
    SELL = 3
    TEST_DRIVE = 4
    SERVICE = 5


class FinanceStatus(IntEnum):
    """Whether the customer asks for finance."""

    YES = 1
    NO = 2
    MAYBE = 3


class Rating(IntEnum):
    COLD = 1
    WARM = 2
    HOT = 3


class LeadStatus(IntEnum):
    """A deleted lead cannot become active again."""

    NEW = 10
    IN_PROGRESS = 30
    WON = 50
    LOST = 60
    DELETED = 90


class PaymentMethod(IntEnum):
    CASH = 1
    CREDIT_CARD = 2
    CHEQUE = 3
    BANK_TRANSFER = 4
    BPAY = 5
    EFTPOS = 6
    OTHER = 9


class ExtraType(IntEnum):
    """What is charged beside the vehicle: CTP is the green slip, LCT the luxury car tax."""

    EXTRA = 1
    REGISTRATION = 4
    CTP = 5
    STAMP_DUTY = 6
    LCT = 7
    DEALER_DELIVERY = 8
    EXTENDED_WARRANTY = 9
