"""What staff change of a lead."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_easycars.leads.editing import get_editable_fields
from wagtail_easycars.leads.enquiry.form import year_validators
from wagtail_easycars.leads.enquiry.phones import InvalidPhone, parse_phone
from wagtail_easycars.models import Lead


class LeadForm(WagtailAdminModelForm):
    """Has the fields that can be changed as things stand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(get_editable_fields(self.instance)):
            del self.fields[name]
        for field in self.fields.values():
            # What EasyCars or a colleague has changed meanwhile must not be undone unnoticed.
            field.show_hidden_initial = True
        if "status" in self.fields:
            self._offer_statuses()
        if "vehicle_year" in self.fields:
            self.fields["vehicle_year"].validators += year_validators()

    def _offer_statuses(self) -> None:
        """Deleting is final in EasyCars, so it is an action of its own, which asks first."""
        field: Any = self.fields["status"]
        is_deleted = self.instance.status == Lead.Status.DELETED
        field.choices = [
            choice for choice in field.choices if is_deleted or choice[0] != Lead.Status.DELETED
        ]

    def clean_customer_phone(self) -> str:
        return self._clean_number("customer_phone")

    def clean_customer_mobile(self) -> str:
        return self._clean_number("customer_mobile")

    def _clean_number(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if not text or name not in self.changed_data:
            return text
        try:
            return parse_phone(text).text
        except InvalidPhone:
            raise ValidationError(
                _(
                    "Check the phone number. Give its area code, such as 02 9799 1234, or begin a "
                    "number from abroad with + and the country code."
                ),
                code="invalid",
            ) from None
