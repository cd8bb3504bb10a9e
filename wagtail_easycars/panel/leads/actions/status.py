"""What a person decides about the status of a lead, here and in EasyCars."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail_easycars.leads.editing import is_editable
from wagtail_easycars.leads.status import keep_ours, mark_deleted, take_theirs
from wagtail_easycars.models import Lead
from wagtail_easycars.panel.leads.actions.base import LeadActionView


class ReportedStatusForm(forms.Form):
    """Remembers which status EasyCars had reported when the person was asked."""

    reported = forms.TypedChoiceField(
        choices=Lead.Status.choices, coerce=int, widget=forms.HiddenInput
    )


class DifferingStatusView(LeadActionView):
    """Decides which status is right, where EasyCars has reported another one."""

    form_class = ReportedStatusForm

    @classmethod
    def is_offered(cls, lead: Lead, *, is_held: bool) -> bool:
        return lead.easycars_status is not None and is_editable(lead)

    def get_initial(self) -> dict[str, Any]:
        return {"reported": self.object.easycars_status}

    def get_question(self) -> str:
        return str(self.question) % {
            "theirs": self.object.get_easycars_status_display(),
            "ours": self.object.get_status_display(),
        }

    def act(self, form: Any) -> bool:
        reported = form.cleaned_data["reported"]
        return reported == self.object.easycars_status and self.decide(reported)

    def decide(self, reported: int) -> bool:
        raise NotImplementedError


class TakeTheirsView(DifferingStatusView):
    url_name = "easycars:lead_take_theirs"
    label = _("Take theirs")
    icon_name = "download"
    question = _("The status here becomes “%(theirs)s”, as EasyCars has it.")
    success_message = _("The status is now as EasyCars has it.")

    def decide(self, reported: int) -> bool:
        return take_theirs(self.object, reported, self.request.user)


class KeepOursView(DifferingStatusView):
    url_name = "easycars:lead_keep_ours"
    label = _("Keep ours")
    icon_name = "upload"
    question = _("“%(ours)s” is sent to EasyCars, in place of “%(theirs)s” there.")
    success_message = _("The status here is sent to EasyCars within minutes.")

    def decide(self, reported: int) -> bool:
        return keep_ours(self.object, reported, self.request.user)


class MarkDeletedView(LeadActionView):
    """Deletes the lead in EasyCars; here its row stays."""

    url_name = "easycars:lead_mark_deleted"
    label = _("Mark as deleted")
    icon_name = "cross"
    is_serious = True
    question = _(
        "In EasyCars, deleted is final: nobody can change the lead there afterwards, and it cannot "
        "be brought back. Here it stays, and says so."
    )
    success_message = _("The lead is deleted in EasyCars within minutes.")

    @classmethod
    def is_offered(cls, lead: Lead, *, is_held: bool) -> bool:
        is_there = lead.delivery == Lead.Delivery.DELIVERED
        return is_there and is_editable(lead) and lead.status != Lead.Status.DELETED

    def act(self, form: Any) -> bool:
        return mark_deleted(self.object, self.request.user)
