"""What a clerk has entered, as a whole: from the forms to the request, and its problems back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wagtail_easycars.client.errors import InvalidPayload
from wagtail_easycars.client.names import contract_name
from wagtail_easycars.client.payloads import CreateQuotationRequest
from wagtail_easycars.leads.quotations import QuotationDetails, build_quotation_request
from wagtail_easycars.models import Lead
from wagtail_easycars.panel.leads.quotation.forms import (
    ExtraFormSet,
    QuotationForm,
    TradeinFormSet,
    add_problem,
)

REQUIRED = ("yard_code", "base_price", "selling_price", "rego_state", "quote_date")


@dataclass(frozen=True)
class Entry:
    """``form``, and the formsets of vehicles traded in and of extras."""

    form: QuotationForm
    tradeins: Any
    extras: Any

    @classmethod
    def of(cls, lead: Lead, data: Any, *, yards: list[tuple[str, str]], follows: int) -> Entry:
        """Return an empty entry, or with ``data`` the one that was sent."""
        price = lead.vehicle_price
        initial = {
            "follows": follows,
            "base_price": price,
            "selling_price": price,
            "rego_state": lead.customer_state.strip().upper(),
        }
        return cls(
            QuotationForm(data, yards=yards, initial=initial),
            TradeinFormSet(data, prefix="tradeins"),
            ExtraFormSet(data, prefix="extras"),
        )

    def is_valid(self) -> bool:
        """Return whether all of it is, having looked at each, so that all errors are shown."""
        results = [each.is_valid() for each in (self.form, self.tradeins, self.extras)]
        return all(results)

    @property
    def media(self) -> Any:
        return self.form.media + self.tradeins.media + self.extras.media

    def build_request(self, lead: Lead) -> CreateQuotationRequest | None:
        """Return what is sent; ``None`` where the contract forbids it, which the forms then say."""
        values = dict(self.form.cleaned_data)
        values.pop("follows")
        required = {name: values.pop(name) for name in REQUIRED}
        further = {name: value for name, value in values.items() if value not in (None, "")}
        for name, formset in self._formsets:
            if entered := formset.get_entered():
                further[name] = entered
        try:
            return build_quotation_request(lead, QuotationDetails(**required, further=further))
        except InvalidPayload as error:
            for path, problem in error.fields.items():
                self._show_problem(path, problem)
        return None

    @property
    def _formsets(self) -> tuple[tuple[str, Any], ...]:
        return (("quotation_tradeins", self.tradeins), ("quotation_extras", self.extras))

    def _show_problem(self, path: str, problem: str) -> None:
        """Put ``problem`` where ``path``, by the contract's names, was entered."""
        first, *rest = path.split(".")
        for name, formset in self._formsets:
            if first == contract_name(name) and len(rest) > 1:
                form = formset.entered_forms[int(rest[0])]
                add_problem(form, _find_field(form, rest[1]), problem)
                return
        add_problem(self.form, _find_field(self.form, first) if not rest else path, problem)


def _find_field(form: Any, name: str) -> str:
    """Return the field that the contract calls ``name``; ``name`` itself where there is none."""
    return next((each for each in form.fields if contract_name(each) == name), name)
