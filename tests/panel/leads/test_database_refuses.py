"""Whatever of a lead the database refuses in the admin, no traceback repeats the row."""

from __future__ import annotations

import logging
import traceback

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.log import AdminEmailHandler

from tests.panel.leads.conftest import url_of
from tests.refusing import refusing_leads
from wagtail_easycars.models import Lead
from wagtail_easycars.unforeseen import DatabaseRefused

pytestmark = pytest.mark.django_db

NAME = "Quentin Zyxwvut"


@pytest.fixture
def lead(enquire):
    return enquire(customer_name=NAME, delivery=Lead.Delivery.REJECTED)


@pytest.fixture
def manager(log_in):
    return log_in("manager", ["view", "change", "delete"])


def save(client, open_lead, lead):
    open_lead(lead).save(customer_phone="02 9876 5432")


def send_again(client, open_lead, lead):
    client.post(reverse("easycars:lead_send_again", args=[lead.pk]))


def erase(client, open_lead, lead):
    client.post(url_of("delete", lead.pk))


def erase_several(client, open_lead, lead):
    url = reverse("wagtail_bulk_action", args=["wagtail_easycars", "lead", "delete"])
    client.post(f"{url}?id={lead.pk}")


@pytest.mark.parametrize("act", [save, send_again, erase, erase_several])
def test_it_fails_by_the_name_of_the_error(client, open_lead, lead, *, manager, caplog, act):
    with refusing_leads("UPDATE", NAME), pytest.raises(DatabaseRefused, match="Refused") as caught:
        act(client, open_lead, lead)

    assert NAME not in "".join(traceback.format_exception(caught.value))
    assert "in refuse" in caplog.text
    assert NAME not in caplog.text


def test_the_mail_to_the_administrators_has_nothing_that_was_typed(
    client, open_lead, lead, *, manager, settings
):
    settings.ADMINS = [("Admin", "admin@example.com")]
    client.raise_request_exception = False
    logger, error_mails = logging.getLogger("django.request"), AdminEmailHandler(include_html=True)
    logger.addHandler(error_mails)
    try:
        data = {**open_lead(lead).data, "customer_phone": "02 9876 5432"}
        with refusing_leads("UPDATE", NAME):
            client.post(url_of("edit", lead.pk), data)
    finally:
        logger.removeHandler(error_mails)

    said = "".join(f"{each.subject} {each.body} {each.alternatives}" for each in mail.outbox)
    assert "Refused" in said
    assert [typed for typed in (NAME, "9876", "visitor1@") if typed in said] == []
