"""A person has found in EasyCars what was looked for in vain."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.leads.arrival import check_lead_number, note_arrived
from wagtail_easycars.models import Lead
from wagtail_easycars.panel.leads.actions.base import LeadActionView
from wagtail_easycars.panel.leads.limits import get_limits

# Seconds for a call. One with a token that has run out makes three, and most web servers give up
# after thirty.
DEADLINE = 8


class LeadNumberForm(forms.Form):
    """The number that a person has found in EasyCars; ``lead`` is whose it is to be."""

    lead_number = forms.CharField(
        label=_("Lead number in EasyCars"), max_length=20, help_text=_("Such as 000017.")
    )

    def __init__(self, *args: Any, lead: Lead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lead = lead

    def clean_lead_number(self) -> str:
        number: str = self.cleaned_data["lead_number"]
        if not number.isprintable() or any(each.isspace() for each in number):
            raise ValidationError(_("Enter the number as EasyCars shows it, without blanks."))
        others = Lead.objects.filter(
            account=self._lead.account,
            environment=self._lead.environment,
            lead_number=number,
            has_unchecked_number=False,
        )
        if others.exclude(pk=self._lead.pk).exists():
            raise ValidationError(
                _("Another enquiry has this number. Look for the one with this reference.")
            )
        return number


class ArrivedView(LeadActionView):
    """Records that a person has found in EasyCars what was looked for in vain."""

    url_name = "easycars:lead_arrived"
    label = _("It has arrived")
    icon_name = "check"
    question = _(
        "Look for the enquiry in EasyCars: its notes begin with what it is about and the reference."
    )
    success_message = _("The enquiry is marked as being in EasyCars.")
    form_class = LeadNumberForm
    asks_easycars = True

    @classmethod
    def is_offered(cls, lead: Lead, *, is_held: bool) -> bool:
        return is_held and lead.anonymised_at is None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lead": self.object}

    def form_valid(self, form: Any) -> HttpResponse:
        number = form.cleaned_data["lead_number"]
        try:
            self.is_checked = check_lead_number(self.object, number, limits=get_limits(DEADLINE))
        except EasyCarsError as error:
            form.add_error("lead_number", str(error))
            return self.form_invalid(form)
        return super().form_valid(form)

    def act(self, form: Any) -> bool:
        number = form.cleaned_data["lead_number"]
        is_noted = note_arrived(self.object, number, self.request.user, is_checked=self.is_checked)
        if is_noted and not self.is_checked:
            messages.warning(
                self.request,
                _(
                    "EasyCars could not be asked whether the number is right. It is compared "
                    "before anything is sent there."
                ),
            )
        return is_noted
