from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_easycars.leads.enquiry.fields import (
    EmailField,
    LineField,
    OdometerField,
    PhoneField,
    TextField,
)
from wagtail_easycars.leads.enquiry.kinds import (
    OF_OWN_VEHICLE,
    kinds_to_offer,
    usual_kind,
)
from wagtail_easycars.leads.enquiry.ticket import Ticket
from wagtail_easycars.models import Lead, Vehicle

LONGEST_MESSAGE = 4000
FIRST_YEAR = 1886
# Without these EasyCars cannot take a vehicle.
REQUIRED_OF_OWN_VEHICLE = ("own_make", "own_model", "own_year")
EXTRAS_OF_OWN_VEHICLE = ("own_rego", "own_odometer")
OWN_VEHICLE_FIELDS = ("own_type", *REQUIRED_OF_OWN_VEHICLE, *EXTRAS_OF_OWN_VEHICLE)


class EnquiryForm(forms.Form):
    """What a visitor asks a dealer.

    ``ticket`` is the showing of the form, whose consent the visitor is asked for; ``vehicle`` the
    one that the enquiry is about, if any; ``kind`` what is chosen beforehand.
    """

    kind = forms.ChoiceField(label=_("What is it about?"), widget=forms.RadioSelect)

    own_type = forms.TypedChoiceField(
        label=_("Type"),
        choices=Lead.VehicleType.choices,
        coerce=int,
        empty_value=None,
        initial=Lead.VehicleType.CAR,
        required=False,
    )
    own_make = LineField(label=_("Make"), max_length=100, required=False)
    own_model = LineField(label=_("Model"), max_length=50, required=False)
    own_year = forms.IntegerField(
        label=_("Year"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Enter the year with four digits, such as 2018.")},
    )
    own_rego = LineField(label=_("Rego"), max_length=10, required=False)
    own_odometer = OdometerField(label=_("Kilometres"), max_length=20, required=False)

    name = LineField(
        label=_("Name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name, so that we know who we talk to.")},
    )
    email = EmailField(
        label=_("Email"),
        max_length=100,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Enter your email address, so that we can answer.")},
    )
    phone = PhoneField(label=_("Phone"), max_length=40, required=False)
    preferred_contact = forms.ChoiceField(
        label=_("How shall we answer?"),
        choices=Lead.PreferredContact.choices,
        required=False,
        widget=forms.RadioSelect,
        initial=Lead.PreferredContact.ANY,
    )
    finance = forms.TypedChoiceField(
        label=_("Would you like finance?"),
        choices=Lead.FinanceStatus.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    message = TextField(
        label=_("Message"),
        max_length=LONGEST_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    consent = forms.BooleanField(
        error_messages={
            "required": _("Tick this so that we may use what you wrote to answer you.")
        },
    )

    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        *,
        ticket: Ticket,
        vehicle: Vehicle | None = None,
        kind: str = "",
        **options: Any,
    ) -> None:
        self.ticket = ticket
        self.vehicle = vehicle
        about_vehicle = vehicle is not None
        offered = kinds_to_offer(about_vehicle=about_vehicle)
        initial = {"kind": kind if kind in offered else usual_kind(about_vehicle=about_vehicle)}
        options.setdefault("auto_id", f"ec-{ticket.form_id[:6]}-%s")
        super().__init__(data, initial=initial, error_class=Errors, **options)
        self._field("kind").choices = [(each.value, each.label) for each in offered]
        self._field("own_year").validators += year_validators()
        if ticket.consent_text:
            self.fields["consent"].label = ticket.consent_text
        else:
            del self.fields["consent"]

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("kind") in OF_OWN_VEHICLE:
            self._require_own_vehicle()
        elif "kind" in values:
            self._forget_own_vehicle()
        if values.get("preferred_contact") == Lead.PreferredContact.PHONE:
            self._require("phone", _("Enter your phone number, so that we can call you."))
        return values

    def _require_own_vehicle(self) -> None:
        messages = {
            "own_make": _("Enter the make of your vehicle, such as Toyota."),
            "own_model": _("Enter the model of your vehicle, such as Corolla."),
            "own_year": _("Enter the year of your vehicle. A guess will do."),
        }
        for name in REQUIRED_OF_OWN_VEHICLE:
            self._require(name, messages[name])

    def _forget_own_vehicle(self) -> None:
        """Take out what was typed before another kind was chosen: its fields are not shown now."""
        for name in OWN_VEHICLE_FIELDS:
            self.cleaned_data[name] = None
            self.errors.pop(name, None)

    def _require(self, name: str, message: Any) -> None:
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, ValidationError(message, code="required"))

    @property
    def own_vehicle_fields(self) -> list[BoundField]:
        return [self[name] for name in ("own_type", *REQUIRED_OF_OWN_VEHICLE)]

    @property
    def own_vehicle_extras(self) -> list[BoundField]:
        return [self[name] for name in EXTRAS_OF_OWN_VEHICLE]

    @property
    def fields_with_errors(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name in self.errors]


class Errors(forms.utils.ErrorList):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_class = f"{self.error_class} ec-errors"


def year_validators() -> list[Any]:
    """Return what a year of a vehicle has to be by now; next year's are sold already."""
    last_year = timezone.localdate().year + 1
    message = _("Enter a year between %(first)d and %(last)d.") % {
        "first": FIRST_YEAR,
        "last": last_year,
    }
    return [MinValueValidator(FIRST_YEAR, message), MaxValueValidator(last_year, message)]
