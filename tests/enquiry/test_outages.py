"""Whatever is down, the visitor is thanked and the enquiry is kept."""

from __future__ import annotations

import socket
from itertools import count, islice

import pytest
from django.core import mail
from django.core.cache.backends.base import BaseCache
from django_q.conf import Conf
from django_q.models import OrmQ

from tests.enquiry.conftest import ANSWERS, read_form
from wagtail_easycars.leads.mails import deliver_due_mails
from wagtail_easycars.models import Lead, Vehicle

EACH = 25
# The request of a form that saves one row, with nothing else, makes one query.
BARE, MORE = 1, 5


@pytest.fixture
def send_many(see, post, django_capture_on_commit_callbacks):
    """Send enquiries from a cached page, and what their commits set off; return the answers."""
    form = read_form(see())
    numbers = count()

    def send(how_many):
        answers = []
        for number in islice(numbers, how_many):
            values = {**form.values, **ANSWERS, "name": f"Jo {number}"}
            with django_capture_on_commit_callbacks(execute=True):
                answers.append(post(values, form.action))
        return answers

    return send


@pytest.fixture
def fill_and_post_from(see, client, site):
    form = read_form(see())

    def post_(address):
        headers = {"host": site.hostname, "origin": f"http://{site.hostname}"}
        values = {**form.values, **ANSWERS}
        return client.post(form.action, values, headers=headers, REMOTE_ADDR=address)

    return post_


@pytest.fixture
def broker_down(monkeypatch):
    monkeypatch.setattr(Conf, "ORM", "a database that is not there")


@pytest.fixture
def cache_down(settings):
    settings.CACHES = {"default": {"BACKEND": f"{__name__}.DeadCache"}}


class DeadCache(BaseCache):
    def __init__(self, location, params):
        super().__init__(params)

    def refuse(self, *args, **kwargs):
        raise ConnectionRefusedError

    add = get = set = delete = incr = get_many = refuse


@pytest.fixture
def mail_down(settings):
    settings.EMAIL_BACKEND = "tests.enquiry.test_mails.ServerDown"


@pytest.fixture
def network_down(monkeypatch):
    def refuse(*args):
        raise AssertionError("The visitor's request went to the network.")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


DOWN = ("broker_down", "cache_down", "mail_down", "network_down")


@pytest.mark.slow
def test_a_hundred_enquiries_with_each_thing_down_in_turn(
    send_many, see, dealer, request, settings
):
    thanked = 0
    for fixture in DOWN:
        request.getfixturevalue(fixture)
        for answer in send_many(EACH):
            thanked += b"Thank you" in see(answer.url).content
        deliver_due_mails(dealer.site_id)
    assert thanked == 100
    assert Lead.objects.filter(delivery=Lead.Delivery.PENDING).count() == 100
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Lead.objects.update(next_mail_at=None)
    deliver_due_mails(dealer.site_id)
    assert Lead.objects.filter(notified_at=None).count() == 0


def test_a_broker_that_is_down_says_nothing_of_the_visitor(send_many, broker_down, dealer, caplog):
    send_many(1)
    assert caplog.records
    assert "Jo" not in caplog.text


def test_without_a_cache_nobody_is_limited(fill_and_post_from, cache_down, dealer, settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "ENQUIRY_LIMIT": 0}
    assert fill_and_post_from("203.0.114.7").status_code == 302


def test_many_enquiries_wake_the_queue_once(send_many, dealer):
    send_many(50)
    assert Lead.objects.count() == 50
    assert OrmQ.objects.count() == 1


@pytest.mark.usefixtures("network_down", "dealer")
def test_the_request_makes_few_queries_and_goes_nowhere(
    see, post, publish, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    vehicle = publish()
    form = read_form(see(vehicle.page.url))
    with (
        django_assert_max_num_queries(BARE + MORE),
        django_capture_on_commit_callbacks(execute=True),
    ):
        response = post({**form.values, **ANSWERS}, form.action)
    assert response.status_code == 302
    assert Lead.objects.get().vehicle == Vehicle.objects.get()
    assert mail.outbox == []
