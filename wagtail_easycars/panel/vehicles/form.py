from __future__ import annotations

from collections.abc import Set
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Site

from wagtail_easycars.forms.line_breaks import MultilineField
from wagtail_easycars.models import Vehicle
from wagtail_easycars.models.vehicles import VehicleType
from wagtail_easycars.panel.policies import may, sites_for, vehicle_policy
from wagtail_easycars.panel.site_fields import SiteChoiceField
from wagtail_easycars.panel.vehicles.pinned import PinnedField, get_pinned_fields
from wagtail_easycars.stock.edit import Edit
from wagtail_easycars.stock.pins import NEVER_PINNED, log_pinned, pin_fields

PRICE_MESSAGE = _("Enter a price above 0, or leave this empty for “price on application”.")
SPECIAL_PRICE_MESSAGE = _("Enter a price above 0, or leave this empty.")
DECIMALS_MESSAGE = _("Enter whole dollars, or dollars and cents, such as 19990 or 19990.50.")
TOO_MANY_DIGITS_MESSAGE = _("Enter a price of at most 9,999,999,999.")
YEAR_MESSAGE = _("Enter a year of four digits, such as 2019.")
MAY_NOT_WITHDRAW_MESSAGE = _("You may not take vehicles off the site. Ask who may.")
ODOMETER_MESSAGE = _("Enter a whole number of at most 9,999,999.")

PRECISION_MESSAGES = {
    "max_decimal_places": DECIMALS_MESSAGE,
    "max_digits": TOO_MANY_DIGITS_MESSAGE,
    "max_whole_digits": TOO_MANY_DIGITS_MESSAGE,
}


class VehicleForm(WagtailAdminModelForm):
    """Pins what staff change of a vehicle from the feed.

    The form may have been open while a sync changed the vehicle, so only what staff changed is
    saved. ``newly_pinned`` then names the fields that do not follow the feed any longer.
    """

    class Meta:
        field_classes = {"description": MultilineField, "site": SiteChoiceField}
        error_messages = {
            "price": {
                "invalid": PRICE_MESSAGE,
                "min_value": PRICE_MESSAGE,
                **PRECISION_MESSAGES,
            },
            "special_price": {
                "invalid": SPECIAL_PRICE_MESSAGE,
                "min_value": SPECIAL_PRICE_MESSAGE,
                **PRECISION_MESSAGES,
            },
            "year": {
                "invalid": YEAR_MESSAGE,
                "min_value": YEAR_MESSAGE,
                "max_value": YEAR_MESSAGE,
            },
            "odometer": {
                "invalid": ODOMETER_MESSAGE,
                "min_value": ODOMETER_MESSAGE,
                "max_value": ODOMETER_MESSAGE,
            },
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.newly_pinned: list[str] = []
        self._offer_sites()
        self._offer_vehicle_types()
        self._offer_statuses()
        for name in self._get_fixed_fields() & self.fields.keys():
            self.fields[name].disabled = True
        for name in self._get_own_fields() & self.fields.keys():
            self._compare_with_what_was_shown(name)

    def _get_own_fields(self) -> Set[str]:
        return {field.name for field in self.instance._meta.concrete_fields}

    def _get_fixed_fields(self) -> Set[str]:
        """Return what cannot be changed: the page of a vehicle stays on its site."""
        if self.instance.source == self.instance.Source.EASYCARS:
            return NEVER_PINNED
        return {"site"} if self.instance.pk else set()

    @cached_property
    def pinned_fields(self) -> dict[str, PinnedField]:
        """What staff are told, at each field that they have taken over from EasyCars."""
        return get_pinned_fields(self.instance) if self.instance.pk else {}

    def _offer_sites(self) -> None:
        """Offer the sites that the person may add vehicles to, or the one that it is on."""
        field = self.fields.get("site")
        if field is None or self.for_user is None:
            return
        if self.instance.pk:
            field.queryset = Site.objects.filter(pk=self.instance.site_id)
        else:
            field.queryset = sites_for(self.for_user, vehicle_policy, "add")
            field.initial = field.queryset[0] if len(field.queryset) == 1 else None

    def _offer_vehicle_types(self) -> None:
        if "vehicle_type" not in self.fields:
            return
        choices = [("", "---------"), *VehicleType.choices]
        current = self.instance.vehicle_type
        if current not in dict(choices):
            choices.append((current, current))
        # Only the widget has choices, so that a type which is new in EasyCars can be saved.
        self.fields["vehicle_type"].widget = forms.Select(choices=choices)

    @cached_property
    def _may_withdraw(self) -> bool:
        """Whether the person may take the vehicle off the site; a new one is not on it yet."""
        if self.for_user is None or self.instance.pk is None:
            return True
        return may(self.for_user, vehicle_policy, "withdraw", self.instance)

    def _offer_statuses(self) -> None:
        if "status" not in self.fields or self._may_withdraw:
            return
        if self.instance.status == Vehicle.Status.WITHDRAWN:
            return
        # Only the widget's: the form may have been open since the vehicle was off the site.
        widget = self.fields["status"].widget
        widget.choices = [each for each in widget.choices if each[0] != Vehicle.Status.WITHDRAWN]

    def clean_status(self) -> str:
        status: str = self.cleaned_data["status"]
        is_withdrawn = status == Vehicle.Status.WITHDRAWN and "status" in self.changed_data
        if is_withdrawn and not self._may_withdraw:
            raise ValidationError(MAY_NOT_WITHDRAW_MESSAGE, code="not_permitted")
        return status

    def _compare_with_what_was_shown(self, name: str) -> None:
        """Take as changed what differs from what the form showed, not from what is stored now."""
        was_sent = self.add_initial_prefix(name) in self.data
        is_sending = not self.is_bound and self.instance.pk is not None
        field = self.fields[name]
        field.show_hidden_initial = not field.disabled and (was_sent or is_sending)

    def clean(self) -> dict[str, Any]:
        cleaned_data = super().clean()
        self._check_stock_number()
        return cleaned_data

    def _check_stock_number(self) -> None:
        """EasyCars' stock numbers are the same in any case, which no constraint checks."""
        site, stock_number = (self.cleaned_data.get(name) for name in ("site", "stock_number"))
        if not site or not stock_number:
            return
        others = Vehicle.objects.filter(site=site, stock_number__iexact=stock_number)
        if others.exclude(pk=self.instance.pk).exists():
            self.add_error(
                "stock_number", _("This site already has a vehicle with this stock number.")
            )

    def save(self, commit: bool = True) -> Any:
        with transaction.atomic():
            if self.instance.pk is None:
                self.instance.follow_status(timezone.now())
                return super().save(commit)
            return self._save_changes(commit)

    def _save_changes(self, commit: bool) -> Vehicle:
        vehicle: Vehicle = self.instance
        changed = self._get_own_fields() & set(self.changed_data)
        vehicle.refresh_from_db(from_queryset=Vehicle.objects.select_for_update())
        edit = Edit(vehicle)
        for name in changed:
            setattr(vehicle, name, self.cleaned_data[name])
        self.newly_pinned = pin_fields(vehicle, changed)
        if commit:
            edit.save([*changed, "pinned_fields"], user=self.for_user)
            log_pinned(vehicle, changed & {*vehicle.pinned_fields}, user=self.for_user)
        return vehicle
