"""Fixtures: leads of two dealers in the admin, and people with rights for one of them."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.conftest import connect, make_site
from tests.leads.conftest import deliver, enquire, sandbox
from tests.panel.conftest import OpenForm
from tests.panel.people import make_user
from wagtail_easycars.models import EasyCarsSettings, Lead

__all__ = ["deliver", "enquire", "sandbox"]


def url_of(view, *args):
    return reverse(Lead.snippet_viewset.get_url_name(view), args=args)


def text_of(response):
    """Return what a person reads of a page."""
    body = BeautifulSoup(response.content.decode(), "html.parser").select_one("main")
    return re.sub(r"\s+", " ", body.get_text(" "))


def text_outside_details(response):
    """Return what a person reads who unfolds nothing."""
    body = BeautifulSoup(response.content.decode(), "html.parser").select_one("main")
    for each in body.select("details"):
        each.decompose()
    return re.sub(r"\s+", " ", body.get_text(" "))


def messages_of(response):
    """Return the messages without their buttons."""
    return [str(message).partition("\n")[0] for message in response.context["messages"]]


@pytest.fixture
def outback(sandbox, site):
    """The settings of another dealer."""
    return connect(make_site("outback.example"), sandbox.accounts["outback"])


@pytest.fixture
def log_in(client, easycars):
    """Log somebody in who has rights, for the first dealer or the sites given."""

    def log_in_(name="clerk", rights=(), *, sites=None, everywhere=()):
        sites = [easycars.site] if sites is None else sites
        user = make_user(name, everywhere, **{f"{right}_lead": sites for right in rights})
        client.force_login(user)
        return user

    return log_in_


@pytest.fixture
def clerk(log_in):
    return log_in("clerk", ["view", "change"])


@pytest.fixture
def open_lead(client):
    def load(lead):
        return OpenForm(client, url_of("edit", lead.pk))

    return load


@pytest.fixture
def delivered(enquire, deliver):
    def make(**values):
        lead = enquire(**values)
        deliver()
        lead.refresh_from_db()
        assert lead.delivery == Lead.Delivery.DELIVERED
        return lead

    return make


@pytest.fixture
def refused(sandbox, enquire, deliver):
    """A lead that EasyCars refused, since it has no email address."""
    lead = enquire(customer_email="", customer_name="Kim Nguyen")
    deliver()
    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.REJECTED
    return lead


@pytest.fixture
def held(sandbox, easycars, enquire, deliver):
    """A lead that was looked for in vain, at a site that holds such leads."""
    easycars.uncertain_leads = EasyCarsSettings.UncertainLeads.HOLD
    easycars.save()
    lead = enquire()
    sandbox.fail("reset", "CreateLead")
    deliver()
    deliver()
    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.UNCERTAIN
    return lead
