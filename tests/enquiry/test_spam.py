"""Robots are kept out, and no person is ever lost with them."""

from __future__ import annotations

from dataclasses import replace
from time import time

import pytest
from django.core.exceptions import ValidationError

from tests.enquiry.conftest import ANSWERS, URL, read_form
from wagtail_easycars.leads.enquiry.screening import HONEYPOT
from wagtail_easycars.leads.enquiry.ticket import Ticket
from wagtail_easycars.models import Lead

pytestmark = pytest.mark.usefixtures("dealer")

DAYS = 24 * 60 * 60


@pytest.fixture
def hurry(settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "ENQUIRY_MIN_SECONDS": 3}


@pytest.fixture
def fill(see):
    """Return the filled-in form of the page that stands alone, shown some seconds ago."""

    def fill_(*, age=0, **values):
        form = read_form(see())
        ticket = Ticket.read(form.values["ticket"])
        aged = replace(ticket, issued_at=int(time()) - age)
        return {**form.values, **ANSWERS, "ticket": str(aged), **values}

    return fill_


def is_taken(response):
    return response.status_code == 302


def asks_to_send_again(response):
    """Return whether all that was typed is shown with a request to send it once more."""
    shown = read_form(response).values
    is_kept = all(shown[name] == value for name, value in ANSWERS.items())
    return "send it once more" in response.content.decode() and is_kept


DOUBTFUL = {
    "the hidden field is filled in": ({HONEYPOT: "https://spam.example"}, {}),
    "it comes from another site": ({}, {"origin": "https://evil.example"}),
    "nobody says where it comes from": ({}, {"origin": None}),
    "its ticket is forged": ({"ticket": "made:up"}, {}),
    "it has no ticket": ({"ticket": ""}, {}),
}


@pytest.mark.parametrize(("values", "headers"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_is_doubtful_is_not_lost_but_sent_again_by_one_click(fill, post, values, headers):
    response = post(fill(**values), **headers)
    assert asks_to_send_again(response)
    assert not Lead.objects.exists()
    assert is_taken(post(read_form(response).values, **headers))
    assert Lead.objects.count() == 1


@pytest.mark.usefixtures("hurry")
def test_nobody_fills_in_a_form_in_no_time(fill, post):
    response = post(fill())
    assert asks_to_send_again(response)
    assert is_taken(post(read_form(response).values))


@pytest.mark.usefixtures("hurry")
def test_who_took_some_seconds_is_not_asked(fill, post):
    assert is_taken(post(fill(age=4)))


def test_a_form_may_stand_in_a_cached_page_for_days(fill, post):
    assert is_taken(post(fill(age=13 * DAYS)))


def test_one_that_is_older_still_is_sent_again(fill, post):
    response = post(fill(age=15 * DAYS))
    assert asks_to_send_again(response)
    assert is_taken(post(read_form(response).values))


def test_a_form_shown_under_another_name_of_the_site_is_the_sites_own(fill, post, site):
    assert is_taken(post(fill(), host="www.harbour.example", origin=f"https://{site.hostname}"))


def test_the_site_that_a_form_came_from_may_be_told_by_the_referer(fill, post, site):
    referer = f"http://{site.hostname}/contact/"
    assert is_taken(post(fill(), origin=None, referer=referer))


def test_hosts_that_django_trusts_are_the_sites_own(fill, post, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://*.harbour.example", "https://old.example"]
    assert is_taken(post(fill(), origin="https://www.harbour.example"))
    assert is_taken(post(fill(), origin="https://old.example"))
    assert not is_taken(post(fill(), origin="https://notharbour.example"))


@pytest.fixture
def limited(settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "ENQUIRY_LIMIT": 2}


@pytest.fixture
def post_from(client, fill, site):
    """Send an enquiry from an address; the server sees it as ``seen``, and what proxies say."""

    def post_(seen, forwarded=""):
        headers = {"host": site.hostname, "origin": f"http://{site.hostname}"}
        if forwarded:
            headers["x-forwarded-for"] = forwarded
        return client.post(URL, fill(), headers=headers, REMOTE_ADDR=seen)

    return post_


@pytest.mark.usefixtures("limited")
@pytest.mark.parametrize(
    ("first", "second"),
    [("203.0.114.7", "203.0.114.7"), ("2606:4700::1:1", "2606:4700::2:2")],
    ids=["one address", "one network"],
)
def test_too_many_from_one_address_wait_with_all_that_was_typed(post_from, first, second):
    assert is_taken(post_from(first))
    assert is_taken(post_from(second))
    response = post_from(first)
    assert response.status_code == 429
    assert "Wait 10 minutes" in response.content.decode()
    assert read_form(response).values["message"] == ANSWERS["message"]
    assert is_taken(post_from("198.51.101.9"))


@pytest.mark.usefixtures("limited")
def test_a_proxy_stands_for_everybody_and_is_not_limited(post_from):
    assert all(is_taken(post_from("10.0.0.3")) for _visitor in range(4))


@pytest.mark.usefixtures("limited")
def test_whom_a_proxy_speaks_for_counts_only_where_the_site_says_so(post_from, settings):
    for visitor in ("198.51.101.1", "198.51.101.2"):
        assert is_taken(post_from("203.0.114.7", forwarded=visitor))
    assert post_from("203.0.114.7", forwarded="198.51.101.3").status_code == 429
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "TRUSTED_PROXIES": 1}
    for invented in ("1.1.1.1", "2.2.2.2"):
        assert is_taken(post_from("203.0.114.7", forwarded=f"{invented}, 198.51.101.1"))
    assert post_from("203.0.114.7", forwarded="3.3.3.3, 198.51.101.1").status_code == 429


@pytest.mark.usefixtures("limited")
@pytest.mark.parametrize("reported", ["198.51.101.1:{port}", "[2606:4700::1]:{port}"])
def test_a_proxy_that_reports_the_port_too_does_not_lift_the_limit(post_from, settings, reported):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "TRUSTED_PROXIES": 1}
    ports = (50001, 50002, 50003)
    responses = [post_from("10.0.0.3", forwarded=reported.format(port=port)) for port in ports]
    assert [is_taken(response) for response in responses] == [True, True, False]


@pytest.mark.usefixtures("limited")
def test_who_sent_too_many_may_send_again_whatever_the_cache(
    post_from, settings, tmp_path, monkeypatch
):
    """Django's caches of files and of the database begin their own time anew with each count."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": tmp_path,
            "TIMEOUT": None,
        }
    }
    answers = [post_from("203.0.114.7") for _each in range(3)]
    assert [is_taken(answer) for answer in answers] == [True, True, False]
    later = time() + 601
    monkeypatch.setattr("django.core.cache.backends.filebased.time.time", lambda: later)
    assert is_taken(post_from("203.0.114.7"))


def ask_for_seven(request, form):
    if request.POST.get("answer") != "7":
        raise ValidationError("What is three and four?")


def be_out_of_order(request, form):
    raise ConnectionError(form.cleaned_data["email"])


@pytest.fixture
def check(settings):
    def check_by(*functions):
        paths = [f"{__name__}.{function.__name__}" for function in functions]
        settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "ENQUIRY_CHECKS": paths}

    return check_by


def test_a_site_can_add_a_captcha(fill, post, check):
    check(ask_for_seven)
    response = post(fill())
    assert "What is three and four?" in response.content.decode()
    assert read_form(response).values["message"] == ANSWERS["message"]
    assert is_taken(post({**read_form(response).values, "answer": "7"}))


def test_a_captcha_that_is_out_of_order_costs_no_enquiry(fill, post, check, caplog):
    check(be_out_of_order)
    assert is_taken(post(fill()))
    assert "be_out_of_order" in caplog.text
    assert ANSWERS["email"] not in caplog.text
