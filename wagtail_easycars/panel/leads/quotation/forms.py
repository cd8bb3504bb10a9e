"""What a clerk enters for a quotation; names and lengths are those of ``CreateQuotation``."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from wagtail_easycars.leads.enquiry.form import year_validators
from wagtail_easycars.models import Lead


class RegoState(TextChoices):
    ACT = "ACT", _("Australian Capital Territory")
    NSW = "NSW", _("New South Wales")
    NT = "NT", _("Northern Territory")
    QLD = "QLD", _("Queensland")
    SA = "SA", _("South Australia")
    TAS = "TAS", _("Tasmania")
    VIC = "VIC", _("Victoria")
    WA = "WA", _("Western Australia")


EXTRA_TYPES = [
    (1, _("Extra")),
    (4, _("Registration")),
    (5, _("CTP (green slip)")),
    (6, _("Stamp duty")),
    (7, _("Luxury car tax")),
    (8, _("Dealer delivery")),
    (9, _("Extended warranty")),
]


class AmountField(forms.DecimalField):
    """Dollars and cents, also as people write them: $32,990."""

    default_error_messages = {"invalid": _("Enter an amount in AUD, such as 32,990 or 450.50.")}

    def __init__(self, **kwargs: Any) -> None:
        defaults = {
            "max_digits": 12,
            "decimal_places": 2,
            "min_value": 0,
            "widget": forms.TextInput(attrs={"inputmode": "decimal"}),
        }
        super().__init__(**{**defaults, **kwargs})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.strip().removeprefix("$").replace(",", "").replace(" ", "")
        return super().to_python(value)


def _year(**kwargs: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=_("Year"), widget=widget, **kwargs)


class QuotationForm(forms.Form):
    """The vehicle's price and what goes with it. Customer and vehicle are the lead's.

    ``yards`` are the codes that are known with what they are called, most probable first.
    """

    # The last quotation when the form was shown: so that a second click sends no second one.
    follows = forms.IntegerField(widget=forms.HiddenInput)
    yard_code = forms.CharField(label=_("Yard"), max_length=64)
    quote_date = forms.DateField(label=_("Date"), widget=AdminDateInput)
    base_price = AmountField(label=_("Base price"), help_text=_("In AUD."))
    selling_price = AmountField(label=_("Selling price"), help_text=_("In AUD."))
    discount = AmountField(label=_("Discount"), required=False)
    rego_state = forms.ChoiceField(
        label=_("Rego state"), choices=[("", _("Choose one")), *RegoState.choices]
    )
    is_calc_gov_charges = forms.BooleanField(
        label=_("EasyCars calculates the government charges"), required=False
    )
    is_igc_price = forms.BooleanField(
        label=_("The prices include government charges"), required=False
    )
    is_commercial = forms.BooleanField(label=_("For commercial use"), required=False)
    special_conditions = forms.CharField(
        label=_("Special conditions"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    finance_note = forms.CharField(
        label=_("Note on finance"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, yards: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quote_date"].initial = timezone.localdate
        if yards:
            self.fields["yard_code"] = forms.ChoiceField(label=_("Yard"), choices=yards)


class RowForm(forms.Form):
    """One of several, which is there once anything but ``preselected`` was entered."""

    preselected: ClassVar[str]

    def has_changed(self) -> bool:
        return any(name != self.preselected for name in self.changed_data)


class TradeinForm(RowForm):
    """A vehicle that the dealer takes in payment."""

    preselected = "vehicle_type"

    make = forms.CharField(label=_("Make"), max_length=100)
    model = forms.CharField(label=_("Model"), max_length=50)
    vehicle_year = _year()
    vehicle_type = forms.TypedChoiceField(
        label=_("Type"), choices=Lead.VehicleType.choices, coerce=int, initial=Lead.VehicleType.CAR
    )
    allowance = AmountField(label=_("Allowance"), help_text=_("What it is taken for, in AUD."))
    finance_payout = AmountField(label=_("Finance still to be paid out"), required=False)
    odometer = forms.IntegerField(label=_("Kilometres"), required=False, min_value=0)
    rego_num = forms.CharField(label=_("Rego"), max_length=10, required=False)
    rego_state = forms.ChoiceField(
        label=_("Rego state"), choices=[("", "—"), *RegoState.choices], required=False
    )
    vin = forms.CharField(label=_("VIN"), max_length=20, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vehicle_year"].validators += year_validators()


class ExtraForm(RowForm):
    """What is charged beside the vehicle."""

    preselected = "extra_type"

    extra_type = forms.TypedChoiceField(label=_("What"), choices=EXTRA_TYPES, coerce=int)
    description = forms.CharField(label=_("Description"), max_length=200, required=False)
    amount = AmountField(label=_("Amount"))
    price_included = forms.BooleanField(label=_("Included in the price"), required=False)


class SeveralFormSet(forms.BaseFormSet):
    """Those that were left empty are not there."""

    def get_entered(self) -> list[dict[str, Any]]:
        """Return what was entered, without what was left empty."""
        return [
            {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
            for form in self.entered_forms
        ]

    @property
    def entered_forms(self) -> list[forms.Form]:
        return [form for form in self.forms if form.has_changed()]


TradeinFormSet = forms.formset_factory(TradeinForm, formset=SeveralFormSet, extra=1, max_num=2)
ExtraFormSet = forms.formset_factory(ExtraForm, formset=SeveralFormSet, extra=4, max_num=10)


def add_problem(form: forms.BaseForm, name: str, problem: str) -> None:
    """Put ``problem`` at the field ``name`` of ``form``, or above the form where there is none."""
    if name in form.fields:
        form.add_error(name, ValidationError(problem))
    else:
        form.add_error(None, ValidationError(f"{name}: {problem}" if name else problem))
