"""From a valid form to the lead, which is its own place in the outbox."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from wagtail_easycars.leads.enquiry.form import EnquiryForm
from wagtail_easycars.leads.enquiry.kinds import INTERESTS, OF_OWN_VEHICLE
from wagtail_easycars.leads.mails import WEBSITE
from wagtail_easycars.leads.vehicle_facts import get_vehicle_values
from wagtail_easycars.leads.wake import wake_up
from wagtail_easycars.models import Lead, Vehicle

LONGEST_TITLE = 180


def record_enquiry(form: EnquiryForm) -> Lead:
    """Save what a visitor wrote as a lead, wake its delivery, and return it.

    The same form with the same content, sent twice, is one lead; but not where the first one has
    been made anonymous meanwhile, as nothing of the visitor is left of that.
    """
    lead = build_lead(form)
    try:
        _save(lead)
    except IntegrityError:
        earlier = Lead.objects.filter(external_id=lead.external_id).first()
        if earlier is None:
            raise
        if earlier.anonymised_at is not None:
            lead.external_id = uuid4()
            _save(lead)
    return lead


def _save(lead: Lead) -> None:
    with transaction.atomic():
        lead.save(force_insert=True)
        wake_up(lead.site_id)


def build_lead(form: EnquiryForm) -> Lead:
    """Return the unsaved lead of a valid ``form``."""
    values = form.cleaned_data
    kind = Lead.Kind(values["kind"])
    is_finance = kind is Lead.Kind.FINANCE
    is_own = kind in OF_OWN_VEHICLE
    return Lead(
        site_id=form.ticket.site_id,
        external_id=identify(form),
        kind=kind,
        interest=INTERESTS[kind],
        finance_status=Lead.FinanceStatus.YES if is_finance else values["finance"],
        message=values["message"],
        source=WEBSITE,
        source_page_url=form.ticket.page_url,
        **(own_vehicle(form) if is_own else advertised_vehicle(form.vehicle)),
        **customer(values),
        **consent(form),
    )


def identify(form: EnquiryForm) -> UUID:
    """Return the reference of what ``form`` says, the same for the same content on the same day.

    A cached page shows one form to many visitors, so its own number alone does not tell them apart.
    """
    values = sorted((name, str(value)) for name, value in form.cleaned_data.items())
    content = repr((form.ticket.form_id, timezone.localdate().isoformat(), values))
    digest = salted_hmac("wagtail_easycars.lead", content, algorithm="sha256").digest()
    return UUID(bytes=digest[:16], version=4)


def customer(values: dict[str, Any]) -> dict[str, Any]:
    phone = values["phone"]
    number = {} if phone is None else {_phone_field(phone.is_mobile): phone.text}
    return {
        "customer_name": values["name"],
        "customer_email": values["email"],
        "preferred_contact": values["preferred_contact"],
        **number,
    }


def _phone_field(is_mobile: bool) -> str:
    return "customer_mobile" if is_mobile else "customer_phone"


def consent(form: EnquiryForm) -> dict[str, Any]:
    """Return the consent as the visitor saw it, which may be older than the settings."""
    if not form.cleaned_data.get("consent"):
        return {}
    return {
        "consent_text": form.ticket.consent_text,
        "consent_version": form.ticket.consent_version,
        "consented_at": timezone.now(),
    }


def advertised_vehicle(vehicle: Vehicle | None) -> dict[str, Any]:
    return {} if vehicle is None else {"vehicle": vehicle, **get_vehicle_values(vehicle)}


def own_vehicle(form: EnquiryForm) -> dict[str, Any]:
    values = form.cleaned_data
    return {
        "vehicle_make": values["own_make"],
        "vehicle_model": values["own_model"],
        "vehicle_year": values["own_year"],
        "vehicle_type": values["own_type"] or Lead.VehicleType.CAR,
        "is_vehicle_new": False,
        "vehicle_registration": values["own_rego"],
        "vehicle_odometer": values["own_odometer"],
        "source_vehicle": name_vehicle(form.vehicle) if form.vehicle else "",
    }


def name_vehicle(vehicle: Vehicle) -> str:
    return f"{vehicle.title[:LONGEST_TITLE]} ({vehicle.stock_number})"
