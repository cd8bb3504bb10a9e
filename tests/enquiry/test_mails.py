"""The dealer hears of every enquiry by mail, the visitor that it has arrived."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from wagtail_easycars.leads.mails import deliver_due_mails, deliver_mails
from wagtail_easycars.models import Lead

REFUSED = "sales@harbour.example refused mail of jo@example.com"


class ServerDown(BaseEmailBackend):
    """A mail server whose complaint names the addresses."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError(REFUSED)


@pytest.fixture
def down(settings):
    settings.EMAIL_BACKEND = f"{__name__}.ServerDown"


@pytest.fixture
def make_lead(dealer):
    def make(**values):
        defaults = {
            "site": dealer.site,
            "customer_name": "Jo Citizen",
            "customer_email": "jo@example.com",
            "message": "Still there?",
            "source": "website",
        }
        return Lead.objects.create(**{**defaults, **values})

    return make


@pytest.fixture
def post_office(dealer):
    """Send what is due of the dealer's mails, as a worker does, and return all that was sent."""

    def work():
        deliver_due_mails(dealer.site_id)
        return mail.outbox

    return work


def wait_is_over():
    Lead.objects.update(next_mail_at=timezone.now())


@pytest.mark.parametrize("delivery", Lead.Delivery.values)
def test_the_dealer_hears_of_an_enquiry_whatever_becomes_of_it(make_lead, post_office, delivery):
    make_lead(delivery=delivery)
    (message,) = post_office()
    assert message.to == ["sales@harbour.example"]


def test_the_mail_says_all_and_is_answered_to_the_visitor(make_lead, post_office, publish):
    lead = make_lead(
        vehicle=publish(),
        stock_number="A1",
        vehicle_make="TOYOTA",
        vehicle_model="COROLLA",
        vehicle_year=2021,
        vehicle_price=18500,
        customer_mobile="0412 345 678",
        preferred_contact="phone",
        finance_status=1,
        source_page_url="http://harbour.example/vehicles/corolla/",
    )
    (message,) = post_office()
    facts = (
        "2021 TOYOTA COROLLA",
        "A1",
        "$18,500",
        "Jo Citizen",
        "jo@example.com",
        "0412 345 678",
        "Preferred contact: Phone",
        "Finance: Yes",
        "http://harbour.example/vehicles/corolla/",
        "Still there?",
        "mailto:jo@example.com",
        lead.reference,
    )
    assert [fact for fact in facts if fact not in message.body] == []
    assert message.reply_to == ["Jo Citizen <jo@example.com>"]
    assert lead.reference in message.subject


@pytest.mark.parametrize("address", ['"jo,c"@example.com', '"jo\\"c"@example.com'])
def test_an_answer_reaches_an_address_with_quotes(make_lead, post_office, address):
    make_lead(customer_email=address)
    (message,) = post_office()
    [reply_to] = message_from_bytes(message.message().as_bytes(), policy=default)[
        "Reply-To"
    ].addresses

    assert reply_to.addr_spec == address


def test_the_mail_says_all_of_the_visitors_own_vehicle(make_lead, post_office):
    make_lead(
        kind=Lead.Kind.SELL,
        interest=Lead.Interest.SELL,
        vehicle_make="Honda",
        vehicle_registration="ABC12D",
        vehicle_odometer=84_500,
        source_vehicle="2021 Toyota Corolla (A77)",
    )
    (message,) = post_office()
    for line in (
        "About: Sell or trade in",
        "Vehicle: Honda",
        "Rego: ABC12D",
        "Odometer: 84,500 km",
        "Asked on the page of: 2021 Toyota Corolla (A77)",
    ):
        assert line in message.body


def test_the_mail_does_not_take_something_else_for_a_sale(send, post_office):
    send(kind="other")
    messages = [message.body for message in post_office() if "sales@" in message.to[0]]
    assert "About: Something else" in messages[0]


def test_each_mail_is_sent_once(make_lead, post_office):
    make_lead()
    post_office()
    assert len(post_office()) == 1


def test_a_second_worker_leaves_alone_what_the_first_is_sending(make_lead, settings):
    lead = make_lead()
    settings.EMAIL_BACKEND = f"{__name__}.SecondWorkerMeanwhile"
    SecondWorkerMeanwhile.lead_id, SecondWorkerMeanwhile.sent = lead.pk, 0
    deliver_mails([lead.pk])
    assert SecondWorkerMeanwhile.sent == 1


class SecondWorkerMeanwhile(BaseEmailBackend):
    lead_id = 0
    sent = 0

    def send_messages(self, email_messages):
        type(self).sent += 1
        if self.sent == 1:
            deliver_mails([self.lead_id])
        return 1


def test_a_worker_that_died_while_sending_is_replaced(make_lead, settings, post_office):
    lead = make_lead()
    Lead.objects.update(next_mail_at=timezone.now() + timedelta(minutes=10), mail_attempts=1)
    assert post_office() == []
    wait_is_over()
    assert len(post_office()) == 1
    lead.refresh_from_db()
    assert lead.notified_at is not None


def test_the_visitor_hears_only_where_the_dealer_wants_it(make_lead, post_office, dealer):
    make_lead()
    assert [message.to for message in post_office()] == [["sales@harbour.example"]]
    dealer.confirm_enquiries = True
    dealer.save()
    post_office()
    assert mail.outbox[1].to == ["jo@example.com"]
    assert mail.outbox[1].reply_to == ["sales@harbour.example"]
    assert len(post_office()) == 2


def test_a_lead_that_staff_entered_is_not_confirmed(make_lead, post_office, dealer):
    dealer.confirm_enquiries = True
    dealer.save()
    make_lead(source="")
    assert len(post_office()) == 1


def test_a_confirmation_is_not_sent_late(make_lead, post_office, dealer):
    dealer.confirm_enquiries = True
    dealer.save()
    make_lead()
    Lead.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert [message.to for message in post_office()] == [["sales@harbour.example"]]


def test_a_confirmation_repeats_nothing_that_a_spammer_could_have_typed(
    make_lead, post_office, dealer
):
    dealer.confirm_enquiries = True
    dealer.save()
    make_lead(customer_name="Win at https://evil.example", message="evil", vehicle_make="evil")
    post_office()
    confirmation = mail.outbox[1]
    assert "evil" not in confirmation.message().as_string()


@pytest.mark.usefixtures("down")
def test_a_mail_server_that_is_down_is_tried_again_later_and_longer(make_lead, post_office, caplog):
    lead = make_lead()
    for attempt in range(1, 12):
        before = timezone.now()
        post_office()
        lead.refresh_from_db()
        assert lead.mail_attempts == attempt
        assert lead.notified_at is None
        longest = timedelta(seconds=min(30 * 2 ** (attempt - 1), 3600))
        assert before <= lead.next_mail_at <= timezone.now() + longest
        wait_is_over()
    assert "ConnectionRefusedError" in lead.mail_error
    for trace in (lead.mail_error, caplog.text):
        assert "example" not in trace


def test_it_arrives_once_the_server_is_back(make_lead, post_office, settings, down):
    make_lead()
    post_office()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    wait_is_over()
    assert len(post_office()) == 1
    assert Lead.objects.get().mail_error == ""


def test_one_lead_that_cannot_be_mailed_does_not_stop_the_next(make_lead, post_office):
    make_lead(customer_email="no address", customer_name="Nobody")
    make_lead()
    bodies = [message.body for message in post_office()]
    assert len(bodies) == 2
    assert "no address" in bodies[0]


@pytest.mark.parametrize(
    "values",
    [
        {"customer_name": "Jo\r\nBcc: all@example.com"},
        {"customer_email": "jo@example.com\r\nBcc: all@example.com"},
        {"vehicle_make": "T\nBcc: all@example.com", "vehicle_model": "X\r\nX-Evil: 1"},
        {"customer_name": '"Jo", <evil@example.com>'},
    ],
)
def test_nothing_typed_becomes_a_header(make_lead, post_office, values):
    make_lead(**values)
    (message,) = post_office()
    parsed = message_from_bytes(message.message().as_bytes(), policy=default)
    assert "Bcc" not in parsed
    assert "X-Evil" not in parsed
    assert "\n" not in message.subject
    reply_to = parsed["Reply-To"]
    assert reply_to is None or [each.addr_spec for each in reply_to.addresses] == ["jo@example.com"]


def test_a_click_on_the_visitors_address_writes_to_nobody_else(make_lead, post_office):
    make_lead(customer_email="jo?bcc=all@example.com")
    (message,) = post_office()
    assert "mailto:jo%3Fbcc%3Dall@example.com" in message.body


def test_without_an_address_nothing_is_due_until_there_is_one(make_lead, post_office, dealer):
    make_lead()
    dealer.notification_emails = ""
    dealer.save()
    assert post_office() == []
    dealer.notification_emails = "sales@harbour.example, boss@harbour.example"
    dealer.save()
    (message,) = post_office()
    assert message.to == ["sales@harbour.example", "boss@harbour.example"]


def test_a_mail_is_no_change_of_the_lead(make_lead, post_office):
    lead = make_lead()
    post_office()
    former = lead.updated_at
    lead.refresh_from_db()
    assert lead.updated_at == former


def test_another_dealers_leads_are_mailed_by_that_dealer(make_lead, post_office, dealer):
    make_lead()
    deliver_due_mails(dealer.site_id + 1)
    assert mail.outbox == []
