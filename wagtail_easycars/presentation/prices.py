"""What a vehicle costs, and what the price holds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from wagtail_easycars.models.vehicles import Vehicle
from wagtail_easycars.presentation.formats import format_aud


@dataclass(frozen=True)
class VehiclePrice:
    """A price in AUD as it is advertised.

    ``amount`` is what to pay, ``None`` for 'price on application'; ``was`` the usual price where
    ``amount`` is a special one. ``is_drive_away`` is ``None`` where the feed does not say.
    """

    amount: Decimal | None
    was: Decimal | None = None
    is_drive_away: bool | None = None

    def __str__(self) -> str:
        return _("Price on application") if self.amount is None else format_aud(self.amount)

    @property
    def is_special(self) -> bool:
        return self.was is not None

    @property
    def was_text(self) -> str:
        return "" if self.was is None else format_aud(self.was)

    @property
    def saving(self) -> str:
        """The difference to the usual price in words, or ''."""
        if self.amount is None or self.was is None:
            return ""
        return _("Save %(amount)s") % {"amount": format_aud(self.was - self.amount)}

    @property
    def basis(self) -> str:
        """'drive away' or 'excl. govt. charges'; '' where that is not known."""
        if self.amount is None or self.is_drive_away is None:
            return ""
        return _("drive away") if self.is_drive_away else _("excl. govt. charges")


def get_price(vehicle: Vehicle) -> VehiclePrice:
    """Return the price of ``vehicle``; a special price counts only where it is the lower one."""
    price, special = vehicle.price or None, vehicle.special_price or None
    if price is not None and special is not None and special < price:
        return VehiclePrice(special, price, vehicle.is_drive_away)
    return VehiclePrice(price, None, vehicle.is_drive_away)
