"""Takes an enquiry and says thank you. No session, no cookie, no network."""

from __future__ import annotations

import logging
from math import ceil
from urllib.parse import urlsplit

from django.core import signing
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from wagtail_easycars.client.tokens import cache_errors
from wagtail_easycars.conf import app_settings
from wagtail_easycars.leads.enquiry.about import find_site, find_vehicle, read_origin
from wagtail_easycars.leads.enquiry.form import EnquiryForm
from wagtail_easycars.leads.enquiry.limit import is_within_limit
from wagtail_easycars.leads.enquiry.origin import get_sender
from wagtail_easycars.leads.enquiry.record import record_enquiry
from wagtail_easycars.leads.enquiry.screening import carry_out_checks, has_to_be_sent_again
from wagtail_easycars.leads.enquiry.shown import STOCK_NUMBER, get_form_context, new_form
from wagtail_easycars.leads.enquiry.ticket import Ticket, issue_ticket
from wagtail_easycars.models import Lead, Vehicle
from wagtail_easycars.unforeseen import log_unforeseen

logger = logging.getLogger("wagtail_easycars")

THANKS_SALT = "wagtail_easycars.enquiry.thanks"


# A cached page can carry no CSRF cookie; the signed ticket and the origin stand in for it. Django
# would mail what was posted to ADMINS where anything fails.
@csrf_exempt
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def enquire(request: HttpRequest) -> HttpResponse:
    """Show the form by itself, or take what a visitor sent from any page of the site.

    Raises ``Http404`` where there is no site.
    """
    if request.method == "POST":
        return take_enquiry(request)
    site = find_site(request)
    vehicle = find_vehicle(site.pk, request.GET.get(STOCK_NUMBER, ""), shown_at=timezone.now())
    form = new_form(request, site, vehicle=vehicle, kind=request.GET.get("kind", ""), page_url="")
    return show_form(request, form)


def take_enquiry(request: HttpRequest) -> HttpResponse:
    """Save the enquiry and lead to the thank-you page, or show what was typed once more."""
    sent, vehicle = read_origin(request)
    form = read_form(request, sent, vehicle)
    if not form.is_valid():
        return show_form(request, form)
    if has_to_be_sent_again(request, sent):
        return ask_again(request, form)
    if not is_within_limit(get_sender(request)):
        form.add_error(None, explain_limit())
        return show_form(request, form, status=429)
    if not carry_out_checks(request, form):
        return show_form(request, form)
    lead = save_enquiry(form)
    if lead is None:
        form.add_error(None, explain_not_saved())
        return show_form(request, form, status=503)
    return redirect(get_thanks_url(lead.reference, form.ticket.page_url))


def save_enquiry(form: EnquiryForm) -> Lead | None:
    """Return the lead of a valid ``form``, or ``None`` where the database does not take it.

    Its own words, which may repeat what was typed, reach no log and no page.
    """
    try:
        return record_enquiry(form)
    except DatabaseError as error:
        log_unforeseen(error, "An enquiry could not be saved")
    return None


def explain_not_saved() -> str:
    return _(
        "Your enquiry could not be saved. Nothing was lost: please send it again in a minute, or "
        "call us."
    )


def explain_limit() -> str:
    minutes = ceil(app_settings.ENQUIRY_LIMIT_SECONDS / 60)
    return ngettext(
        "That is a lot of enquiries. Wait a minute, then send this one.",
        "That is a lot of enquiries. Wait %(minutes)d minutes, then send this one.",
        minutes,
    ) % {"minutes": minutes}


def read_form(request: HttpRequest, sent: Ticket | None, vehicle: Vehicle | None) -> EnquiryForm:
    """Return the form with what was typed, for the site that its ticket was ``sent`` with names.

    One without a valid ticket gets another, and with it the consent of today: a visitor who has
    agreed to other words is asked again.
    """
    if sent is not None and not sent.is_expired:
        return EnquiryForm(request.POST, ticket=sent, vehicle=vehicle)
    site_id = sent.site_id if sent else find_site(request).pk
    ticket = issue_ticket(site_id, page_url=sent.page_url if sent else "")
    typed = request.POST.copy()
    if sent is None or sent.consent_text != ticket.consent_text:
        typed.pop("consent", None)
    return EnquiryForm(typed, ticket=ticket, vehicle=vehicle)


def ask_again(request: HttpRequest, form: EnquiryForm) -> HttpResponse:
    """Show the valid ``form`` once more, to be sent as it is with one click."""
    second = EnquiryForm(form.data, ticket=form.ticket.as_second(), vehicle=form.vehicle)
    second.add_error(
        None,
        _("Look over your enquiry and send it once more. We ask because it might be a robot's."),
    )
    return show_form(request, second)


def show_form(request: HttpRequest, form: EnquiryForm, *, status: int = 200) -> HttpResponse:
    context = get_form_context(form)
    response = TemplateResponse(
        request, "wagtail_easycars/enquiry/page.html", context, status=status
    )
    response["X-Robots-Tag"] = "noindex"
    add_never_cache_headers(response)
    return response


def get_thanks_url(reference: str, page_url: str) -> str:
    """Return the address of the thank-you page, which says nothing of who wrote."""
    path = urlsplit(page_url).path
    token = signing.dumps([reference, f"/{path.lstrip('/')}"], salt=THANKS_SALT)
    return reverse("wagtail_easycars:enquiry_thanks", args=[token])


@require_safe
@never_cache
def thank(request: HttpRequest, token: str) -> HttpResponse:
    """Say thank you, with the reference; raises ``Http404`` where the address was made up."""
    try:
        reference, path = signing.loads(token, salt=THANKS_SALT)
    except signing.BadSignature:
        raise Http404 from None
    response = render_thanks(request, {"reference": reference, "back_url": path})
    response["X-Robots-Tag"] = "noindex"
    return response


def render_thanks(request: HttpRequest, context: dict[str, str]) -> HttpResponse:
    """Return the page in the site's frame, or without it while the site's cache is down.

    Wagtail's own tags need the cache; but who wrote to the dealer must not read of an error.
    """
    try:
        return render(request, "wagtail_easycars/enquiry/thanks.html", context)
    except cache_errors() as error:
        logger.warning("The thank-you page has no frame (%s).", type(error).__name__)
        return render(request, "wagtail_easycars/enquiry/thanks_plain.html", context)
