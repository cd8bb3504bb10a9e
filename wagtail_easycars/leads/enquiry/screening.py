"""Tells a visitor's enquiry from a machine's, without a third party.

What looks like a machine's is not thrown away: a person sends it once more with one click, which
the machines that fill every form they find do not.
"""

from __future__ import annotations

import logging
from typing import Protocol

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.module_loading import import_string

from wagtail_easycars.conf import app_settings
from wagtail_easycars.leads.enquiry.form import EnquiryForm
from wagtail_easycars.leads.enquiry.origin import is_from_own_site
from wagtail_easycars.leads.enquiry.ticket import Ticket

logger = logging.getLogger("wagtail_easycars")

# Hidden from people. Named like nothing that a browser fills in by itself.
HONEYPOT = "ec_leave_empty"


class EnquiryCheck(Protocol):
    """What ``ENQUIRY_CHECKS`` names; raises ``ValidationError`` to have the form shown again."""

    def __call__(self, request: HttpRequest, form: EnquiryForm) -> None: ...


def has_to_be_sent_again(request: HttpRequest, ticket: Ticket | None) -> bool:
    """Return whether a person has to confirm that it was one.

    ``ticket`` is ``None`` where the form bears none that was signed here.
    """
    if ticket is None or ticket.is_expired:
        return True
    if ticket.is_second:
        return False
    return (
        bool(request.POST.get(HONEYPOT))
        or ticket.age < app_settings.ENQUIRY_MIN_SECONDS
        or not is_from_own_site(request, ticket.site_id)
    )


def carry_out_checks(request: HttpRequest, form: EnquiryForm) -> bool:
    """Return whether every check of ``ENQUIRY_CHECKS`` lets the valid ``form`` pass.

    What one objects to is added to the form's errors. One that fails itself lets it pass: a captcha
    that is out of order must not cost an enquiry.
    """
    for path in app_settings.ENQUIRY_CHECKS:
        try:
            check: EnquiryCheck = import_string(path)
            check(request, form)
        except ValidationError as error:
            form.add_error(None, error)
        except Exception as error:  # noqa: BLE001  (the site's own code, and its provider's)
            logger.error("The check %s failed (%s).", path, type(error).__name__)  # noqa: TRY400
    return form.is_valid()
